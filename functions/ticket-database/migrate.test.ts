import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalDatabase } from "../../test/support/ticketing/database";
import { type LocalPostgres, startPostgres } from "../../test/support/ticketing/postgres";
import { postgresPrograms } from "../../test/support/ticketing/postgres-programs";
import { migrate } from "./migrate";
import type { Migration } from "./migration";
import { readMigrations } from "./read-migrations";

const one: Migration = { number: 1, name: "one", sql: "CREATE TABLE ticketing.one (id int)" };
const two: Migration = { number: 2, name: "two", sql: "CREATE TABLE ticketing.two (id int)" };

describe.skipIf(postgresPrograms === undefined)("migrations", () => {
  let postgres: LocalPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  async function connected<T>(database: LocalDatabase, work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client(database.address);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  const migrated = (database: LocalDatabase, migrations: readonly Migration[]) =>
    connected(database, (client) => migrate(client, migrations));

  it("are applied in order, and once", async () => {
    const database = await postgres.createEmptyDatabase();

    expect(await migrated(database, [one])).toEqual(["001-one.sql"]);
    expect(await migrated(database, [one, two])).toEqual(["002-two.sql"]);
    expect(await migrated(database, [one, two])).toEqual([]);
  });

  it("of this release make the tables", async () => {
    const database = await postgres.createEmptyDatabase();
    await migrated(database, readMigrations());
    const { rows } = await database
      .pool()
      .query<{ readonly name: string }>(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'ticketing' ORDER BY name",
      );

    expect(rows.map(({ name }) => name)).toEqual([
      "inbox",
      "payments",
      "reservations",
      "schema_migrations",
      "seat_claims",
      "sections",
    ]);
  });

  it("by ten at once are applied once each", async () => {
    const database = await postgres.createEmptyDatabase();
    const slow = { ...one, sql: `${one.sql}; SELECT pg_sleep(0.05)` };
    const applied = await Promise.all(Array.from({ length: 10 }, () => migrated(database, [slow, two])));

    expect(applied.flat().sort()).toEqual(["001-one.sql", "002-two.sql"]);
  });

  it("that fail leave nothing of themselves and all before them, and go on where they stopped", async () => {
    const database = await postgres.createEmptyDatabase();
    const broken = { ...two, sql: `${two.sql}; SELECT nonsense` };

    await expect(migrated(database, [one, broken])).rejects.toThrow(/^002-two\.sql failed: .*nonsense/);
    expect(await migrated(database, [one, two])).toEqual(["002-two.sql"]);
  });

  it.each([
    ["has changed", [{ ...one, sql: "SELECT 1" }, two], /^001-one\.sql has changed since it was applied/],
    ["is missing", [one], /^002-two\.sql was applied to this database, and its file is missing/],
    [
      "came in between",
      [one, { ...one, number: 2, name: "new" }, { ...two, number: 3 }],
      /^002-two\.sql was applied.*002-new\.sql/,
    ],
  ])("are refused where a file %s", async (_, migrations, message) => {
    const database = await postgres.createEmptyDatabase();
    await migrated(database, [one, two]);

    await expect(migrated(database, migrations)).rejects.toThrow(message);
  });

  it.each([
    ["leave a number out", [one, { ...two, number: 3 }]],
    ["have a number twice", [one, { ...two, number: 1 }]],
    ["begin with another", [two]],
  ])("are refused where they %s, before anything is applied", async (_, migrations) => {
    const database = await postgres.createEmptyDatabase();

    await expect(migrated(database, migrations)).rejects.toThrow(/two\.sql is out of order/);
    expect(await migrated(database, [one])).toEqual(["001-one.sql"]);
  });
});
