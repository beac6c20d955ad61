import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalPostgres, startPostgres } from "../support/ticketing/postgres";
import { postgresPrograms } from "../support/ticketing/postgres-programs";
import { aMessage } from "../support/ticketing/a-batch";
import { handledAtOnce } from "./at-once";
import { doubleOwners } from "./double-owners";
import { anEvent } from "./random-events";
import { numbered } from "./universe";

const holds = 10_000;
const seatsInAll = 500;
const sectionsInAll = 5;
const connections = 16;

/** Ten at a time want seats of one section; each seat is wanted by twenty, who come from all over the stream. */
function aHold(number: number) {
  const [ten, inTen] = [Math.floor(number / 10), number % 10];
  const seat = (Math.floor(ten / sectionsInAll) * 10 + inTen) % (seatsInAll / sectionsInAll);
  return anEvent(numbered("event", number), {
    type: "reservation.held",
    reservation: number,
    section: `section-${String(ten % sectionsInAll)}`,
    seats: [String(seat)],
  });
}

describe.skipIf(postgresPrograms === undefined)(
  "10,000 holds on 500 seats, on 16 connections at once",
  () => {
    let postgres: LocalPostgres;
    let reader: Pool;
    let failed: readonly string[];
    beforeAll(async () => {
      postgres = await startPostgres();
      const database = await postgres.createDatabase();
      reader = database.pool();
      const pools = Array.from({ length: connections }, () => database.pool({ user: "worker", max: 1 }));
      const messages = Array.from({ length: holds }, (_, number) => aMessage(aHold(number)));
      failed = await handledAtOnce(messages, pools);
    }, 90_000);
    afterAll(() => postgres.stop());

    const counts = async (statement: string) => {
      const { rows } = await reader.query<[string, number]>({ text: statement, rowMode: "array" });
      return Object.fromEntries(rows);
    };

    it("never give a seat to two, and leave none: QUE-10", async () => {
      expect(await doubleOwners(reader)).toEqual([]);
      expect(await counts("SELECT state, count(*)::int FROM ticketing.seat_claims GROUP BY state")).toEqual({
        held: seatsInAll,
      });
    });

    it("are all answered once: held or rejected, and none lost", async () => {
      expect(failed).toEqual([]);
      const [got, came] = [seatsInAll, holds - seatsInAll];
      expect(await counts("SELECT outcome, count(*)::int FROM ticketing.inbox GROUP BY outcome")).toEqual({
        applied: got,
        rejected: came,
      });
      expect(
        await counts("SELECT status, count(*)::int FROM ticketing.reservations GROUP BY status"),
      ).toEqual({ HELD: got, REJECTED: came });
    });
  },
);
