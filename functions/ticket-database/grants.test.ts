import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalDatabase } from "../../test/support/ticketing/database";
import { type LocalPostgres, startPostgres } from "../../test/support/ticketing/postgres";
import { postgresPrograms } from "../../test/support/ticketing/postgres-programs";
import { grantWorker } from "./grants";

describe.skipIf(postgresPrograms === undefined)("the worker's role", () => {
  let postgres: LocalPostgres;
  let database: LocalDatabase;
  beforeAll(async () => {
    postgres = await startPostgres();
    database = await postgres.createDatabase();
  });
  afterAll(() => postgres.stop());

  const ask = (statement: string, user = "worker") => {
    const pool = database.pool({ user });
    return pool.query<Record<string, unknown>>(statement);
  };

  it.each([
    "CREATE TABLE ticketing.mine (id int)",
    "CREATE SCHEMA mine",
    "DROP TABLE ticketing.inbox",
    "TRUNCATE ticketing.seat_claims",
    "DELETE FROM ticketing.inbox",
    "DELETE FROM ticketing.payments",
    "DELETE FROM ticketing.reservations",
    "UPDATE ticketing.inbox SET outcome = 'applied'",
    "UPDATE ticketing.reservations SET seats = '{}'",
    "UPDATE ticketing.seat_claims SET reservation = NULL",
    "SELECT * FROM ticketing.schema_migrations",
  ])("may not %s", async (statement) => {
    await expect(ask(statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it("waits no longer than the worker does, without being told by a client", async () => {
    const { rows } = await ask(
      `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
              current_setting('idle_in_transaction_session_timeout') AS idle`,
    );

    expect(rows).toEqual([{ statement: "3s", lock: "2s", idle: "10s" }]);
  });

  it("loses what a former release gave it, and may be given the rest again", async () => {
    const client = await database.pool().connect();
    await client.query("GRANT DELETE ON ticketing.inbox TO worker");

    expect(await grantWorker(client, "worker")).toBe(true);
    await expect(ask("DELETE FROM ticketing.inbox")).rejects.toThrow(/permission denied/);
    expect((await ask("SELECT FROM ticketing.inbox")).rowCount).toBe(0);
    client.release();
  });

  it("may be called anything, and may not be there", async () => {
    const client = await database.pool().connect();
    await client.query('CREATE ROLE "the ""worker"""');

    expect(await grantWorker(client, 'the "worker"')).toBe(true);
    expect(await grantWorker(client, "nobody")).toBe(false);
    client.release();
  });
});
