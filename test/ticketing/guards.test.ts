import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, databaseOf } from "../../functions/ticket-worker/database";
import type { LocalDatabase } from "../support/ticketing/database";
import { type LocalPostgres, startPostgres } from "../support/ticketing/postgres";
import { postgresPrograms } from "../support/ticketing/postgres-programs";
import { aMessage } from "../support/ticketing/a-batch";
import { aWorker } from "../support/ticketing/a-worker";
import { deliver } from "./deliver";
import { doubleOwners } from "./double-owners";
import { anEvent } from "./random-events";
import { storedTables } from "./stored-tables";
import { numbered, theEvent } from "./universe";

const rivals = 8;

const holds = Array.from({ length: rivals }, (_, number) =>
  aMessage(anEvent(numbered("event", number), { type: "reservation.held", reservation: number })),
);

/** Passes a statement's text through before PostgreSQL gets it. */
function rewriting(database: Database, rewrite: (text: string) => Promise<string>): Database {
  return (work) =>
    database((client) => {
      const query = async (text: string, values?: unknown[]) => client.query(await rewrite(text), values);
      return work(
        new Proxy(client, {
          get: (target, name) => (name === "query" ? query : (Reflect.get(target, name) as unknown)),
        }),
      );
    });
}

/** Lets nobody go on until all have come. */
function barrier(parties: number): () => Promise<void> {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  let come = 0;
  return () => {
    come += 1;
    if (come >= parties) open();
    return opened;
  };
}

/** The worker without its lock; and every rival has seen that the seat is free before the first takes it. */
function unlocked(): (database: Database) => Database {
  const allHaveSeen = barrier(rivals);
  return (database) =>
    rewriting(database, async (text) => {
      if (text.includes("INSERT INTO ticketing.seat_claims")) await allHaveSeen();
      return text.replace("FOR UPDATE", "");
    });
}

describe.skipIf(postgresPrograms === undefined)("a seat that eight want at the same moment", () => {
  let postgres: LocalPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  async function rush(database: LocalDatabase, change: (database: Database) => Database) {
    const reader = database.pool();
    // Whoever makes a section's row keeps the others waiting for it, lock or not.
    await reader.query("INSERT INTO ticketing.sections VALUES ($1, $2)", [theEvent, "floor"]);
    const failed = await Promise.all(
      holds.map((hold) => {
        const pool = database.pool({ user: "worker", max: 1 });
        return deliver(aWorker({ database: change(databaseOf(pool)) }), [hold]);
      }),
    );
    const { reservations } = await storedTables(reader);
    return {
      failed: failed.flat(),
      owners: Object.values(reservations).sort(),
      double: await doubleOwners(reader),
    };
  }

  const dropKey = (database: LocalDatabase) =>
    database.pool().query("ALTER TABLE ticketing.seat_claims DROP CONSTRAINT seat_claims_pkey");

  const oneOwner = {
    failed: [],
    owners: ["HELD", ...Array<string>(rivals - 1).fill("REJECTED")],
    double: [],
  };

  it("has one owner by the table's key alone, if the worker forgets its lock", async () => {
    expect(await rush(await postgres.createDatabase(), unlocked())).toEqual(oneOwner);
  });

  it("has one owner by the worker's lock alone, if the table has lost its key", async () => {
    const database = await postgres.createDatabase();
    await dropKey(database);
    expect(await rush(database, (same) => same)).toEqual(oneOwner);
  });

  it("has eight with neither, and the question that these tests ask finds it", async () => {
    const database = await postgres.createDatabase();
    await dropKey(database);
    expect(await rush(database, unlocked())).toEqual({
      failed: [],
      owners: Array<string>(rivals).fill("HELD"),
      double: ["floor 1"],
    });
  });
});
