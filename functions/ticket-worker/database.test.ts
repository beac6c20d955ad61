import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aBatch, aMessage } from "../../test/support/ticketing/a-batch";
import { aTicketEvent } from "../../test/support/ticketing/an-event";
import { aWorker } from "../../test/support/ticketing/a-worker";
import type { LocalDatabase } from "../../test/support/ticketing/database";
import { type LocalPostgres, startPostgres } from "../../test/support/ticketing/postgres";
import { postgresPrograms } from "../../test/support/ticketing/postgres-programs";
import { applySafely } from "./apply-safely";
import { databaseOf } from "./database";
import { handleBatch } from "./handle-batch";

const ended = new Error("ended by a test");

describe.skipIf(postgresPrograms === undefined)("a real PostgreSQL, as the worker reaches it", () => {
  let postgres: LocalPostgres;
  let local: LocalDatabase;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  beforeEach(async () => {
    local = await postgres.createDatabase();
  });
  afterAll(() => postgres.stop());

  const aPool = () => local.pool({ user: "worker", max: 1 });
  const hold = (choices = {}) => aTicketEvent("reservation.held", { reservation: randomUUID(), ...choices });

  it("keeps the connection after a refusal, and closes it after a failure: what was begun is undone", async () => {
    const pool = aPool();
    const database = databaseOf(pool);
    const pid = () =>
      database(async (client) => (await client.query("SELECT pg_backend_pid() AS pid")).rows[0] as unknown);
    const first = await pid();
    await expect(database((client) => client.query("SELECT 1 / 0"))).rejects.toThrow(/division/);
    expect(await pid()).toEqual(first);
    await expect(
      database(async (client) => {
        await client.query("BEGIN; INSERT INTO ticketing.sections VALUES ('autumn-tour', 'A')");
        throw ended;
      }),
    ).rejects.toThrow(ended);

    expect(await pid()).not.toEqual(first);
    expect((await pool.query("SELECT FROM ticketing.sections")).rowCount).toBe(0);
  });

  it("is asked on a new connection when the old one had died unnoticed", async () => {
    const [pool, administrator] = [aPool(), local.pool()];
    let taken = 0;
    const connect = async () => {
      const client = await pool.connect();
      if ((taken += 1) > 1) return client;
      client.on("error", () => undefined);
      const { rows } = await client.query<{ readonly pid: number }>("SELECT pg_backend_pid() AS pid");
      await administrator.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
      return client;
    };

    expect(await applySafely(hold(), databaseOf({ connect }))).toMatchObject({
      outcome: "applied",
    });
    expect(taken).toBe(2);
  });

  it("gives a seat to one of a hundred who want it at once: zero oversell", async () => {
    const databases = Array.from({ length: 10 }, () => databaseOf(aPool()));
    const results = await Promise.all(
      databases.map(async (database) => {
        const outcomes: unknown[] = [];
        for (let tries = 0; tries < 10; tries += 1) {
          outcomes.push(await applySafely(hold({ seats: ["1"] }), database));
        }
        return outcomes;
      }),
    );

    expect(
      results.flat().filter((result) => (result as { outcome: string }).outcome === "applied"),
    ).toHaveLength(1);
    expect(results.flat()).toHaveLength(100);
  });

  it("applies one event once, whoever sends it and however often at once", async () => {
    const event = hold();
    const results = await Promise.all(
      Array.from({ length: 10 }, () => applySafely(event, databaseOf(aPool()))),
    );

    expect(results.filter(({ kind }) => kind === "applied")).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === "duplicate")).toHaveLength(9);
  });

  it("takes one of two events with the same id in different sections, and refuses the other", async () => {
    const event = hold();
    const results = await Promise.all(
      ["A", "B"].map((section) => applySafely({ ...event, section }, databaseOf(aPool()))),
    );

    expect(results.map(({ kind }) => kind).sort()).toEqual(["applied", "refused"]);
  });

  it("takes a payment for one of two reservations that name it at once, and refuses it for the other", async () => {
    for (let round = 0; round < 5; round += 1) {
      const payment = randomUUID();
      const holds = ["A", "B"].map((section) => hold({ section, seats: [String(round)] }));
      const payments = holds.map(({ section, reservation }) =>
        aTicketEvent("payment.succeeded", { section, reservation, payment }),
      );
      for (const event of holds) await applySafely(event, databaseOf(aPool()));
      const results = await Promise.all(payments.map((event) => applySafely(event, databaseOf(aPool()))));

      expect(results.map(({ kind }) => kind).sort()).toEqual(["applied", "refused"]);
    }
    const { rows } = await local.pool().query(
      `SELECT FROM ticketing.reservations AS reservation JOIN ticketing.payments AS payment
         ON payment.reservation = reservation.id WHERE reservation.status = 'CONFIRMED'`,
    );
    expect(rows).toHaveLength(5);
  });

  it("that another transaction keeps from a section fails its events, and no other section's", async () => {
    const blocker = await local.pool().connect();
    await blocker.query("INSERT INTO ticketing.sections VALUES ('autumn-tour', 'A')");
    await blocker.query("BEGIN; SELECT FROM ticketing.sections FOR UPDATE");
    const [blocked, free] = [hold(), hold({ section: "B" })];
    const batch = aBatch(aMessage(blocked, { messageId: "blocked" }), aMessage(free, { messageId: "free" }));
    const worker = aWorker({ database: databaseOf(aPool()) });

    expect(await handleBatch(batch, 30_000, worker)).toEqual({
      batchItemFailures: [{ itemIdentifier: "blocked" }],
    });
    expect(worker.told.slice(0, 2).map(([what]) => what)).toEqual(["failed", "applied"]);
    blocker.release(true);
  });
});
