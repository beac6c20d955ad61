import fc from "fast-check";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TicketEvent } from "../../functions/ticket-events/ticket-event";
import { type LocalPostgres, startPostgres } from "../support/ticketing/postgres";
import { postgresPrograms } from "../support/ticketing/postgres-programs";
import { empty, FifoStream } from "./a-fifo-stream";
import { databaseOf } from "../../functions/ticket-worker/database";
import { aMessage } from "../support/ticketing/a-batch";
import { aWorker } from "../support/ticketing/a-worker";
import { deliver, setAsideBy } from "./deliver";
import { type Fate, PostgresWire } from "./postgres-wire";
import { anyStory } from "./random-events";
import { emptyTables, storedTables } from "./stored-tables";
import { TicketModel } from "./ticket-model";

const workers = 8;
const storiesAtOnce = 12;

/** The same story of a section of its own, about reservations, payments and events of its own. */
function inSection(story: readonly TicketEvent[], number: number): readonly TicketEvent[] {
  const own = JSON.stringify(story).replaceAll("00000000-0000-", `${String(number).padStart(8, "0")}-0000-`);
  const events = JSON.parse(own) as readonly TicketEvent[];
  return events.map((event) => ({ ...event, section: `section-${String(number)}` }));
}

/** One of each story in turn: neighbours in the stream are of different sections. */
function inTurn<T>(stories: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(...stories.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) =>
    stories.flatMap((story) => story.slice(index, index + 1)),
  ).flat();
}

describe.skipIf(postgresPrograms === undefined)("many workers at once", () => {
  let postgres: LocalPostgres;
  let admin: Pool;
  let wire: PostgresWire;
  let pools: readonly Pool[];
  beforeAll(async () => {
    postgres = await startPostgres();
    const database = await postgres.createDatabase();
    admin = database.pool();
    wire = await PostgresWire.to({
      ...database.address,
      terminate: (backend) => admin.query("SELECT pg_terminate_backend($1)", [backend]),
    });
    pools = Array.from({ length: workers }, () => database.pool({ user: "worker", max: 1, port: wire.port }));
  });
  afterAll(async () => {
    await wire.stop();
    await postgres.stop();
  });

  const everyStatementPasses = fc.constant<readonly Fate[]>(["passes"]);
  const oneInFiftyBreaks = fc
    .infiniteStream(
      fc.oneof(
        { weight: 147, arbitrary: fc.constant<Fate>("passes") },
        { weight: 3, arbitrary: fc.constantFrom<Fate>("dies before", "answer lost", "terminated") },
      ),
    )
    .map((fates) => [...fates.take(5_000)]);

  it.each([
    ["", everyStatementPasses],
    [", and connections break", oneInFiftyBreaks],
  ])(
    "leave the tables as one of them would that did it all in order%s: QUE-10, QUE-21",
    async (_, anyFates) => {
      const anyStories = fc.array(anyStory, { minLength: storiesAtOnce, maxLength: storiesAtOnce });
      await fc.assert(
        fc.asyncProperty(anyStories, anyFates, async (alike, fates) => {
          await emptyTables(admin);
          const stories = alike.map(inSection);
          const model = new TicketModel();
          const refused = stories.flat().filter((event) => model.receive(event) === "refused").length;
          wire.fate = (statement) => fates[statement % fates.length] ?? "passes";
          wire.counted();
          const processes = pools.map((pool) => aWorker({ database: databaseOf(pool), maxReceives: 1_000 }));
          await empty(
            new FifoStream(inTurn(stories).map((event) => aMessage(event))),
            processes.map((worker) => (batch) => deliver(worker, batch)),
          );
          wire.fate = () => "passes";
          expect(await storedTables(admin)).toEqual(model.tables());
          expect(processes.flatMap(setAsideBy)).toHaveLength(refused);
        }),
        { numRuns: 3, endOnFailure: true },
      );
    },
    60_000,
  );
});
