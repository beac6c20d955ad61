import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalPostgres, startPostgres } from "../support/ticketing/postgres";
import { postgresPrograms } from "../support/ticketing/postgres-programs";
import { databaseOf } from "../../functions/ticket-worker/database";
import { aMessage } from "../support/ticketing/a-batch";
import { aWorker } from "../support/ticketing/a-worker";
import { again, deliver, setAsideBy } from "./deliver";
import { PostgresWire } from "./postgres-wire";
import { anEvent } from "./random-events";
import { storedTables } from "./stored-tables";
import { TicketModel } from "./ticket-model";
import { numbered } from "./universe";

const sections = ["floor", "balcony", "boxes"];

/** Ten holds, in turn of three sections. */
const holds = Array.from({ length: 10 }, (_, number) =>
  anEvent(numbered("event", number), {
    type: "reservation.held",
    reservation: number,
    section: sections[number % sections.length] ?? "",
    seats: [String(number % 7)],
  }),
);

describe.skipIf(postgresPrograms === undefined)(
  "a PostgreSQL that crashes and starts again amid a batch",
  () => {
    let postgres: LocalPostgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres.stop());

    it.each([1, 4, 8, 23, 41])(
      "at statement %i: each section's messages fail from one on, the others are applied, and redelivery does the rest",
      async (crashAt) => {
        const database = await postgres.createDatabase();
        const wire = await PostgresWire.to({ ...database.address, terminate: () => Promise.resolve() });
        let back: Promise<void> | undefined;
        wire.fate = (statement) => {
          if (statement === crashAt) back = postgres.crash();
          return "passes";
        };
        const pool = database.pool({ user: "worker", max: 1, port: wire.port });
        const worker = aWorker({ database: databaseOf(pool) });
        const messages = holds.map((event) => aMessage(event));
        const failed = await deliver(worker, messages);
        await back;
        expect(back).toBeDefined();
        expect(failed.length).toBeGreaterThan(0);

        const reader = database.pool();
        const done = messages.filter(({ messageId }) => !failed.includes(messageId));
        const applied = Object.keys((await storedTables(reader)).inbox);
        // A commit may have been carried out without an answer; then its event is there, and fails nevertheless.
        expect(applied).toEqual(expect.arrayContaining(done.map(({ body }) => idIn(body))));
        for (const section of sections) {
          const inOrder = messages
            .filter(({ body }) => body.includes(section))
            .map(({ messageId }) => failed.includes(messageId));
          expect(inOrder).toEqual(inOrder.toSorted());
        }

        const left = messages.filter(({ messageId }) => failed.includes(messageId));
        expect(await deliver(worker, left.map(again))).toEqual([]);
        const model = new TicketModel();
        for (const event of holds) model.receive(event);
        expect(await storedTables(reader)).toEqual(model.tables());
        expect(setAsideBy(worker)).toEqual([]);
        await wire.stop();
      },
    );
  },
);

function idIn(body: string): string {
  return (JSON.parse(body) as { readonly id: string }).id;
}
