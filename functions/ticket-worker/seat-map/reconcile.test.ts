import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aTicketEvent } from "../../../test/support/ticketing/an-event";
import { memorySeatMaps } from "../../../test/support/ticketing/a-worker";
import { type LocalPglite, startPglite } from "../../../test/support/ticketing/pglite";
import { applyEvent } from "../apply-event";
import { type Database, databaseOf } from "../database";
import { reconcile } from "./reconcile";
import { refreshSeatMaps } from "./refresh";

let pglite: LocalPglite;
let database: Database;
beforeAll(async () => {
  pglite = await startPglite();
  database = databaseOf(pglite.pool({ user: "worker", max: 1 }));
});
beforeEach(() => pglite.empty());
afterAll(() => pglite.stop());

const clock = { now: () => 0 };
const sectionA = { event: "autumn-tour", section: "A" };

/** A hold of one seat in a section. */
const hold = (section: string) =>
  database((client) =>
    applyEvent(
      client,
      aTicketEvent("reservation.held", { section, reservation: randomUUID(), seats: ["1"] }),
    ),
  );

describe("seat maps that are refreshed", () => {
  it("show each section as it is now, also one that nothing was ever sold of", async () => {
    const seatMaps = memorySeatMaps();
    await hold("A");

    expect(await refreshSeatMaps([{ ...sectionA, section: "B" }, sectionA], { database, seatMaps })).toEqual(
      [],
    );
    expect([...seatMaps.shown]).toEqual([
      ["autumn-tour#B", { version: 0, seats: [] }],
      ["autumn-tour#A", { version: 1, seats: [["1", "held"]] }],
    ]);
  });

  it("are told of that could not be shown, with what failed, and the others are shown", async () => {
    const seatMaps = memorySeatMaps();
    const error = new Error("Redis is down");
    const down: typeof seatMaps = {
      ...seatMaps,
      replace: (snapshot) => (snapshot.section === "A" ? Promise.reject(error) : seatMaps.replace(snapshot)),
    };
    const others = { ...sectionA, section: "B" };

    expect(await refreshSeatMaps([sectionA, others], { database, seatMaps: down })).toEqual([
      { section: sectionA, error },
    ]);
    expect([...seatMaps.shown.keys()]).toEqual(["autumn-tour#B"]);
  });

  it("are all told of when the database fails", async () => {
    const error = new Error("connection lost");
    const lost = { database: () => Promise.reject(error), seatMaps: memorySeatMaps() };

    expect(await refreshSeatMaps([sectionA], lost)).toEqual([{ section: sectionA, error }]);
    expect(await refreshSeatMaps([], lost)).toEqual([]);
  });
});

describe("seat maps that are reconciled", () => {
  it("are made where they are missing, and left alone where they are right", async () => {
    const seatMaps = memorySeatMaps();
    await hold("A");
    await hold("B");

    expect(await reconcile({}, 1, { database, seatMaps, clock })).toEqual({ checked: 2, repaired: 2 });
    expect(await reconcile({}, 1, { database, seatMaps, clock })).toEqual({ checked: 2, repaired: 0 });
  });

  it.each([
    ["an older version", { version: 0, seats: [] }],
    ["a version that the database has lost", { version: 7, seats: [] }],
    ["another state of a seat", { version: 1, seats: [["1", "sold"]] as const }],
    ["another seat", { version: 1, seats: [["2", "held"]] as const }],
    [
      "a seat too many",
      {
        version: 1,
        seats: [
          ["1", "held"],
          ["2", "held"],
        ] as const,
      },
    ],
  ])("are repaired that show %s", async (_, wrong) => {
    const seatMaps = memorySeatMaps();
    await hold("A");
    await seatMaps.replace({ ...sectionA, version: wrong.version, seats: wrong.seats });

    expect(await reconcile({}, 1, { database, seatMaps, clock })).toEqual({ checked: 1, repaired: 1 });
    expect(seatMaps.shown.get("autumn-tour#A")).toEqual({ version: 1, seats: [["1", "held"]] });
  });

  it("are only those asked for", async () => {
    const seatMaps = memorySeatMaps();
    await hold("A");
    await hold("B");
    const asked = { sections: [{ ...sectionA, section: "B" }] };

    expect(await reconcile(asked, 1, { database, seatMaps, clock })).toEqual({ checked: 1, repaired: 1 });
    expect([...seatMaps.shown.keys()]).toEqual(["autumn-tour#B"]);
  });

  it("are all come to, in several runs if the time is up: each tells where it stopped", async () => {
    const seatMaps = memorySeatMaps();
    const rows = Array.from(
      { length: 120 },
      (_, index) => `('autumn-tour', 'S${String(index).padStart(3, "0")}')`,
    );
    const pool = pglite.pool({ max: 1 });
    await pool.query(`INSERT INTO ticketing.sections (event, section) VALUES ${rows.join()}`);
    const deps = { database, seatMaps, clock: { now: () => 1 } };
    const first = await reconcile({}, 1, deps);

    expect(first).toEqual({
      checked: 50,
      repaired: 50,
      stoppedAfter: { event: "autumn-tour", section: "S049" },
    });
    expect(await reconcile({ after: first.stoppedAfter }, 2, deps)).toEqual({ checked: 70, repaired: 70 });
    expect(seatMaps.shown.size).toBe(120);
  });

  it("are not called repaired when Redis fails", async () => {
    const seatMaps = { ...memorySeatMaps(), read: () => Promise.reject(new Error("Redis is down")) };
    await hold("A");

    await expect(reconcile({}, 1, { database, seatMaps, clock })).rejects.toThrow("Redis is down");
  });
});
