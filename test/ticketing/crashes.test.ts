import type { SQSRecord } from "aws-lambda";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TicketEvent } from "../../functions/ticket-events/ticket-event";
import type { LocalDatabase } from "../support/ticketing/database";
import { type LocalPostgres, startPostgres } from "../support/ticketing/postgres";
import { postgresPrograms } from "../support/ticketing/postgres-programs";
import { databaseOf } from "../../functions/ticket-worker/database";
import { aMessage } from "../support/ticketing/a-batch";
import { aWorker } from "../support/ticketing/a-worker";
import { again, deliver, setAsideBy } from "./deliver";
import { type Fate, PostgresWire } from "./postgres-wire";
import { anEvent } from "./random-events";
import { emptyTables, storedTables } from "./stored-tables";
import { TicketModel } from "./ticket-model";
import { numbered } from "./universe";

const event = (number: number, choices: Parameters<typeof anEvent>[1]) =>
  anEvent(numbered("event", number), choices);

const held = event(1, { type: "reservation.held", seats: ["1", "2"] });
const paid = event(2, { type: "payment.succeeded" });

/** What has happened before, and the event at whose statements something breaks. */
const stories: readonly (readonly [name: string, before: readonly TicketEvent[], event: TicketEvent])[] = [
  ["the first hold of a section", [], held],
  ["a hold", [held], event(3, { type: "reservation.held", reservation: 2, seats: ["3"] })],
  [
    "a hold of a taken seat",
    [held],
    event(3, { type: "reservation.held", reservation: 2, seats: ["3", "2"] }),
  ],
  ["a payment", [held], paid],
  ["a cancellation of what was paid", [held, paid], event(3, { type: "reservation.cancelled" })],
  ["an expiry", [held], event(3, { type: "reservation.expired" })],
  ["money for nothing", [held, event(3, { type: "reservation.expired" })], paid],
];

/** Each breaks the worker's connection at one statement. */
const fates: readonly Fate[] = ["dies before", "answer lost", "terminated"];

describe.skipIf(postgresPrograms === undefined)("a connection that breaks", () => {
  let postgres: LocalPostgres;
  let database: LocalDatabase;
  let admin: Pool;
  let wire: PostgresWire;
  beforeAll(async () => {
    postgres = await startPostgres();
    database = await postgres.createDatabase();
    admin = database.pool();
    wire = await PostgresWire.to({
      ...database.address,
      terminate: (backend) => admin.query("SELECT pg_terminate_backend($1)", [backend]),
    });
  });
  afterAll(async () => {
    await wire.stop();
    await postgres.stop();
  });

  /** Has a worker's process of its own handle messages; after a crash Lambda starts another. */
  async function handled(messages: readonly SQSRecord[]) {
    const pool = new Pool({ ...database.address, user: "worker", max: 1, port: wire.port });
    pool.on("error", () => undefined);
    const worker = aWorker({ database: databaseOf(pool) });
    const failed = await deliver(worker, messages);
    await pool.end();
    return { failed, setAside: setAsideBy(worker) };
  }

  /** How many statements an event takes. */
  async function statementsOf(before: readonly TicketEvent[], event: TicketEvent): Promise<number> {
    await emptyTables(admin);
    await handled(before.map((event) => aMessage(event)));
    wire.counted();
    await handled([aMessage(event)]);
    return wire.counted();
  }

  it.each(stories)(
    "at any statement of %s is as if it had not: redelivered, the event is applied once: QUE-10",
    async (_, before, event) => {
      const model = new TicketModel();
      for (const one of [...before, event]) model.receive(one);
      const statements = await statementsOf(before, event);
      const failing: (readonly [Fate, number])[] = [];
      for (const fate of fates) {
        for (let broken = 1; broken <= statements; broken += 1) {
          await emptyTables(admin);
          await handled(before.map((event) => aMessage(event)));
          let statement = 0;
          wire.fate = () => ((statement += 1) === broken ? fate : "passes");
          const message = aMessage(event);
          const first = await handled([message]);
          wire.fate = () => "passes";
          if (first.failed.length > 0) failing.push([fate, broken]);
          const second = await handled(first.failed.length === 0 ? [] : [again(message)]);

          const outcome = { fate, broken, ...second, setAside: first.setAside };
          expect(outcome).toEqual({ fate, broken, failed: [], setAside: [] });
          expect(await storedTables(admin)).toEqual(model.tables());
        }
      }
      // What did not begin is tried again at once, and the last statement reads the seats when all is done.
      const between = Array.from({ length: statements - 2 }, (_, index) => index + 2);
      expect(failing).toEqual(fates.flatMap((fate) => between.map((broken) => [fate, broken])));
    },
  );

  it("without a word amid a transaction is given up with all that waits behind it; other groups go on", async () => {
    await emptyTables(admin);
    const behind = event(3, { type: "reservation.cancelled" });
    const elsewhere = event(4, { type: "reservation.held", reservation: 2, section: "balcony" });
    const messages = [held, behind, elsewhere].map((one) => aMessage(one));
    let statement = 0;
    wire.fate = () => ((statement += 1) === 5 ? "silence" : "passes");
    const first = await handled(messages);
    wire.fate = () => "passes";
    expect(first.failed).toEqual(messages.slice(0, 2).map(({ messageId }) => messageId));
    expect((await handled(messages.slice(0, 2).map(again))).failed).toEqual([]);

    const model = new TicketModel();
    for (const one of [elsewhere, held, behind]) model.receive(one);
    expect(await storedTables(admin)).toEqual(model.tables());
  });
});
