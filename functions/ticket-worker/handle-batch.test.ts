import { randomUUID } from "node:crypto";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import fc from "fast-check";
import { DatabaseError, type Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aBatch, aMessage } from "../../test/support/ticketing/a-batch";
import { aTicketEvent } from "../../test/support/ticketing/an-event";
import { aWorker, memorySeatMaps } from "../../test/support/ticketing/a-worker";
import { type LocalPglite, startPglite } from "../../test/support/ticketing/pglite";
import { type Database, databaseOf } from "./database";
import { handleBatch, type Worker } from "./handle-batch";
import type { Problem } from "./judge-message";

let pglite: LocalPglite;
let pool: Pool;
let database: Database;
beforeAll(async () => {
  pglite = await startPglite();
  pool = pglite.pool({ user: "worker", max: 1 });
  database = databaseOf(pool);
});
beforeEach(() => pglite.empty());
afterAll(() => pglite.stop());

async function failedOf(batch: SQSEvent, worker: Worker, remainingMs = 30_000): Promise<readonly string[]> {
  const { batchItemFailures } = await handleBatch(batch, remainingMs, worker);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** Lets some works on the database fail, by their number. */
function failing(isFailing: (work: number) => boolean): Database {
  let works = 0;
  return (work) => (isFailing((works += 1)) ? Promise.reject(new Error("connection lost")) : database(work));
}

/** Remembers what was set aside. */
function shelf() {
  const kept: { readonly message: SQSRecord; readonly problem: Problem }[] = [];
  const setAside: Worker["setAside"] = (message, problem) => {
    kept.push({ message, problem });
    return Promise.resolve();
  };
  return { kept, setAside };
}

const inbox = async () => (await pool.query("SELECT FROM ticketing.inbox")).rowCount;

/** A hold of one seat. */
function holdIn(section: string, messageId: string): SQSRecord {
  const choices = { section, reservation: randomUUID(), seats: [messageId] };
  return aMessage(aTicketEvent("reservation.held", choices), { messageId });
}

describe("a batch of the stream", () => {
  it("is applied in order, and what has changed is shown once: QUE-10", async () => {
    const seatMaps = memorySeatMaps();
    const worker = aWorker({ database, seatMaps });
    const batch = aBatch(
      aMessage(aTicketEvent("reservation.held")),
      aMessage(aTicketEvent("payment.succeeded")),
      holdIn("B", "B-1"),
    );

    expect(await failedOf(batch, worker)).toEqual([]);
    expect(Object.fromEntries(seatMaps.shown)).toEqual({
      "autumn-tour#A": {
        version: 2,
        seats: [
          ["A-1", "sold"],
          ["A-2", "sold"],
        ],
      },
      "autumn-tour#B": { version: 1, seats: [["B-1", "held"]] },
    });
    expect(worker.told).toEqual([
      ["applied", "reservation.held", "applied", "applied"],
      ["applied", "payment.succeeded", "applied", "applied"],
      ["applied", "reservation.held", "applied", "applied"],
    ]);
  });

  it("that comes again is done already, and shown again", async () => {
    const seatMaps = memorySeatMaps();
    const batch = aBatch(aMessage(aTicketEvent("reservation.held")));
    await failedOf(batch, aWorker({ database }));
    const worker = aWorker({ database, seatMaps });

    expect(await failedOf(batch, worker)).toEqual([]);
    expect(worker.told).toEqual([["applied", "reservation.held", "duplicate", "applied"]]);
    expect(seatMaps.shown.size).toBe(1);
  });

  it("of which one fails reports it and all behind it of its group; other groups go on", async () => {
    const batch = aBatch(...["A1", "B1", "A2", "A3", "B2"].map((name) => holdIn(name.slice(0, 1), name)));

    expect(await failedOf(batch, aWorker({ database: failing((work) => work === 3) }))).toEqual(["A2", "A3"]);
    expect(await inbox()).toBe(3);
    expect(await failedOf(batch, aWorker({ database }))).toEqual([]);
    expect(await inbox()).toBe(5);
  });

  it("of which any fail reports of each group the first that failed and all behind it", async () => {
    const anyBatch = fc.array(fc.constantFrom("A", "B", "C"), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(anyBatch, fc.uniqueArray(fc.nat(9)), async (groups, bad) => {
        await pglite.empty();
        const failures = new Set(bad.map((index) => `m${String(index)}`));
        const messages = groups.map((group, index) => holdIn(group, `m${String(index)}`));
        const broken = messages.map((message) => {
          const proxied = { ...message };
          return failures.has(message.messageId) ? { ...proxied, body: "{" } : proxied;
        });
        const worker = aWorker({ database, setAside: () => Promise.reject(new Error("no queue")) });
        const expected = messages.filter(({ attributes }, index) =>
          messages
            .slice(0, index + 1)
            .some(
              (earlier) =>
                failures.has(earlier.messageId) &&
                earlier.attributes.MessageGroupId === attributes.MessageGroupId,
            ),
        );

        expect(new Set(await failedOf(aBatch(...broken), worker))).toEqual(
          new Set(expected.map(({ messageId }) => messageId)),
        );
        expect(await inbox()).toBe(messages.length - expected.length);
      }),
      { numRuns: 30 },
    );
  });

  it("that fails as a whole is reported, and throws nothing: Lambda would count an error", async () => {
    const batch = aBatch(holdIn("A", "A1"), holdIn("B", "B1"));

    expect(await failedOf(batch, aWorker({ database: failing(() => true) }))).toEqual(["A1", "B1"]);
  });

  it("with a value that the database will never take sets it aside at once, and goes on behind it", async () => {
    const { kept, setAside } = shelf();
    const unstorable: Database = () =>
      Promise.reject(Object.assign(new DatabaseError("out of range", 12, "error"), { code: "22008" }));
    let works = 0;
    const once: Database = (work) => ((works += 1) === 1 ? unstorable(work) : database(work));
    const batch = aBatch(holdIn("A", "first"), holdIn("A", "second"));

    expect(await failedOf(batch, aWorker({ database: once, setAside }))).toEqual([]);
    expect(kept.map(({ problem }) => problem)).toEqual([{ reason: "malformed", detail: "database 22008" }]);
    expect(await inbox()).toBe(1);
  });

  it("begins nothing when too little time is left", async () => {
    expect(await failedOf(aBatch(holdIn("A", "A1")), aWorker({ database }), 17_000)).toEqual(["A1"]);
    expect(await inbox()).toBe(0);
  });

  it.each([
    ["no JSON", aMessage("{"), "not JSON"],
    ["more than 64 KB", aMessage("x".repeat(70_000)), "too large"],
    ["another version", aMessage('{"version":2,"type":"reservation.held"}'), "unknown version"],
    ["another type", aMessage('{"version":1,"type":"reservation.lost"}'), "unknown type"],
    ["no event", aMessage("[]"), "malformed"],
    [
      "the group of another section",
      aMessage(aTicketEvent("reservation.held"), { group: "x" }),
      "wrong group",
    ],
    ["an unknown reservation", aMessage(aTicketEvent("reservation.expired")), "unknown reservation"],
  ])("with %s sets it aside, and goes on behind it", async (_, bad, reason) => {
    const { kept, setAside } = shelf();
    const worker = aWorker({ database, setAside });

    expect(await failedOf(aBatch(bad, holdIn("A", "A1")), worker)).toEqual([]);
    expect(kept.map(({ message, problem }) => [message, problem.reason])).toEqual([[bad, reason]]);
    expect(worker.told[0]).toEqual(["setAside", reason]);
    expect(await inbox()).toBe(1);
  });

  it("with another event of the same id sets it aside", async () => {
    const { kept, setAside } = shelf();
    const held = aTicketEvent("reservation.held");
    const other = { ...held, user: "buyer-2" };
    await failedOf(aBatch(aMessage(held), aMessage(other)), aWorker({ database, setAside }));

    expect(kept.map(({ problem }) => problem)).toEqual([
      { reason: "id reused", detail: `reservation.held ${held.id}` },
    ]);
  });

  it("whose bad message cannot be set aside keeps it, and all behind it of its group", async () => {
    const setAside = () => Promise.reject(new Error("no queue"));
    const batch = aBatch(aMessage("{", { messageId: "bad" }), holdIn("A", "A1"), holdIn("B", "B1"));

    expect(await failedOf(batch, aWorker({ database, setAside }))).toEqual(["bad", "A1"]);
  });

  it.each([
    [4, ["A1"], []],
    [5, [], ["gave up"]],
    [6, [], ["gave up"]],
  ])("with a failure at delivery %i of 5", async (receives, failed, reasons) => {
    const { kept, setAside } = shelf();
    const message = aMessage(aTicketEvent("reservation.held"), { messageId: "A1", receives });
    const worker = aWorker({ database: failing(() => true), setAside });

    expect(await failedOf(aBatch(message), worker)).toEqual(failed);
    expect(kept.map(({ problem }) => problem.reason)).toEqual(reasons);
  });
});
