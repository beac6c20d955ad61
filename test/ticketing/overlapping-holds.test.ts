import fc from "fast-check";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aMessage } from "../support/ticketing/a-batch";
import { type LocalPostgres, startPostgres } from "../support/ticketing/postgres";
import { postgresPrograms } from "../support/ticketing/postgres-programs";
import { handledAtOnce } from "./at-once";
import { doubleOwners } from "./double-owners";
import { anEvent } from "./random-events";
import { emptyTables, storedTables } from "./stored-tables";
import { numbered } from "./universe";

const connections = 8;

/** Seats next to each other and apart, in any order: what two want, they may want the other way round. */
const anySeats = fc.uniqueArray(
  fc.integer({ min: 1, max: 40 }).map((seat) => String(seat)),
  { minLength: 1, maxLength: 8 },
);

describe.skipIf(postgresPrograms === undefined)("holds of several seats that overlap", () => {
  let postgres: LocalPostgres;
  let reader: Pool;
  let pools: readonly Pool[];
  beforeAll(async () => {
    postgres = await startPostgres();
    const database = await postgres.createDatabase();
    reader = database.pool();
    pools = Array.from({ length: connections }, () => database.pool({ user: "worker", max: 1 }));
  });
  afterAll(() => postgres.stop());

  it("at once get all their seats or none, and nobody is turned away whose seats were all free: QUE-10", async () => {
    const anyWishes = fc.array(anySeats, { minLength: 100, maxLength: 200, size: "max" });
    await fc.assert(
      fc.asyncProperty(anyWishes, async (wishes) => {
        await emptyTables(reader);
        const holds = wishes.map((seats, reservation) =>
          anEvent(numbered("event", reservation), { type: "reservation.held", reservation, seats }),
        );
        // Each comes twice, at different times and perhaps to different workers.
        const messages = [...holds, ...holds].map((hold) => aMessage(hold));
        expect(await handledAtOnce(messages, pools)).toEqual([]);

        expect(await doubleOwners(reader)).toEqual([]);
        const { reservations, claims } = await storedTables(reader);
        const statuses = wishes.map((_, reservation) => reservations[numbered("reservation", reservation)]);
        const expected = wishes.map((seats, reservation) => {
          const owners = seats.map((seat) => claims[`floor ${seat}`]?.reservation);
          if (owners.every((owner) => owner === numbered("reservation", reservation))) return "HELD";
          return owners.some((owner) => owner !== undefined) ? "REJECTED" : "none of its seats is taken";
        });
        expect(statuses).toEqual(expected);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});
