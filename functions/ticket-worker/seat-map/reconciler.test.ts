import { DatabaseError } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aBatch, aMessage } from "../../../test/support/ticketing/a-batch";
import { aTicketEvent } from "../../../test/support/ticketing/an-event";
import { aWorker, memorySeatMaps } from "../../../test/support/ticketing/a-worker";
import { type LocalPglite, startPglite } from "../../../test/support/ticketing/pglite";
import { type LocalPostgres, startPostgres } from "../../../test/support/ticketing/postgres";
import { postgresPrograms } from "../../../test/support/ticketing/postgres-programs";
import { type Database, databaseOf } from "../database";
import { handleBatch } from "../handle-batch";
import { reconcilerOf } from "./reconciler";

const waiting = { checked: 0, repaired: 0, waitsFor: "the migrations" };

describe.skipIf(postgresPrograms === undefined)("a reconciliation before the migrations have run", () => {
  let postgres: LocalPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it.each([
    ["a database", "3D000", async () => (await postgres.createDatabase()).pool({ database: "later" })],
    ["tables", "42P01", async () => (await postgres.createEmptyDatabase()).pool()],
    ["the role", "28000", async () => (await postgres.createDatabase()).pool({ user: "later" })],
    [
      "the role's rights",
      "42501",
      async () => {
        const database = await postgres.createDatabase();
        await database.pool().query("REVOKE USAGE ON SCHEMA ticketing FROM worker");
        return database.pool({ user: "worker" });
      },
    ],
  ])("ends well without %s, and says what it waits for", async (_, code, poolWithout) => {
    const worker = aWorker({ database: databaseOf(await poolWithout()) });

    expect(await reconcilerOf(worker)({}, Infinity)).toEqual(waiting);
    expect(worker.told).toEqual([["databaseNotReady", `database ${code}`]]);
  });

  it("is the only one to end well: a message is not lost, but comes again", async () => {
    const worker = aWorker({ database: databaseOf((await postgres.createEmptyDatabase()).pool()) });
    const message = aMessage(aTicketEvent("reservation.held"), { messageId: "early" });

    expect(await handleBatch(aBatch(message), 30_000, worker)).toEqual({
      batchItemFailures: [{ itemIdentifier: "early" }],
    });
  });
});

describe("a reconciliation", () => {
  it.each([
    ["28000", "This RDS proxy has no credentials for the role worker."],
    ["28P01", 'password authentication failed for user "worker"'],
    ["3F000", 'schema "ticketing" does not exist'],
  ])("waits for the migrations too when it is told %s: %s", async (code, message) => {
    const refusal = Object.assign(new DatabaseError(message, 1, "error"), { code, severity: "FATAL" });
    const reconcile = reconcilerOf(aWorker({ database: () => Promise.reject(refusal) }));

    expect(await reconcile({}, Infinity)).toEqual(waiting);
  });

  it.each([
    Object.assign(new DatabaseError("the database system is shutting down", 1, "error"), { code: "57P03" }),
    new Error("connection lost"),
  ])("fails by anything else: %s", async (error) => {
    const worker = aWorker({ database: () => Promise.reject(error) });

    await expect(reconcilerOf(worker)({}, Infinity)).rejects.toThrow(error);
    expect(worker.told).toEqual([]);
  });
});

describe("a reconciliation that has no time for all sections", () => {
  let pglite: LocalPglite;
  let database: Database;
  beforeAll(async () => {
    pglite = await startPglite();
    database = databaseOf(pglite.pool({ user: "worker", max: 1 }));
  });
  beforeEach(async () => {
    await pglite.empty();
    const rows = Array.from({ length: 120 }, (_, index) => `('tour', 'S${String(index).padStart(3, "0")}')`);
    await pglite
      .pool({ max: 1 })
      .query(`INSERT INTO ticketing.sections (event, section) VALUES ${rows.join()}`);
  });
  afterAll(() => pglite.stop());

  /** The clock stands: what is to end before it ends after one page of 50. */
  const clock = { now: () => 1 };
  const [cutShort, atLeisure] = [0, 2];
  const stopped = (section: string) => ({ event: "tour", section });

  it("is gone on with by the next, up to the end; then the first are compared again", async () => {
    const worker = aWorker({ database, seatMaps: memorySeatMaps(), clock });
    const reconcile = reconcilerOf(worker);
    const first = { checked: 50, repaired: 50, stoppedAfter: stopped("S049") };

    expect(await reconcile({}, cutShort)).toEqual(first);
    expect(worker.told).toEqual([["reconciliationCutShort", "tour#S049"]]);
    expect(await reconcile({}, atLeisure)).toEqual({ checked: 70, repaired: 70 });
    expect(await reconcile({}, atLeisure)).toEqual({ checked: 120, repaired: 0 });
  });

  it("is not disturbed by one that names where it begins, or its sections", async () => {
    const reconcile = reconcilerOf(aWorker({ database, clock }));
    await reconcile({}, cutShort);
    await reconcile({ sections: [stopped("S000")] }, atLeisure);
    expect(await reconcile({ after: stopped("S100") }, atLeisure)).toMatchObject({ checked: 19 });

    expect(await reconcile({}, atLeisure)).toMatchObject({ checked: 70 });
  });

  it("begins anew after one has failed", async () => {
    let isDown = false;
    const seatMaps = memorySeatMaps();
    const read: typeof seatMaps.read = (section) =>
      isDown ? Promise.reject(new Error("Redis is down")) : seatMaps.read(section);
    const reconcile = reconcilerOf(aWorker({ database, seatMaps: { ...seatMaps, read }, clock }));
    await reconcile({}, cutShort);
    isDown = true;
    await expect(reconcile({}, atLeisure)).rejects.toThrow("Redis is down");
    isDown = false;

    expect(await reconcile({}, atLeisure)).toEqual({ checked: 120, repaired: 70 });
  });
});
