import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aPlan, passwordOf, setUpServer } from "../../test/support/database-setup/a-plan";
import { type DatabaseServer, startDatabaseServer } from "../../test/support/database-setup/a-server";
import { postgresPrograms } from "../../test/support/ticketing/postgres-programs";

describe.skipIf(postgresPrograms === undefined)("a server that is set up", () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startDatabaseServer();
  });
  beforeEach(() => server.clear());
  afterAll(() => server.stop());

  const ask = (user: string, database: string, statement: string, generation = 1) =>
    server.as(user, passwordOf(user, generation))(
      database,
      async (client) => (await client.query<Record<string, unknown>>(statement)).rows,
    );

  it("has each database and its users, who log in with passwords of their own: DAT-19, WRK-47, KENV-11, KENV-15, WKN-11, WEA-23", async () => {
    const told = await setUpServer(server, aPlan());

    expect(told).toContain("made auth");
    expect(told).toContain("made auth_db");
    expect(told).toContain("applied 001-ticketing.sql");
    expect(told.at(-1)).toBe("set the passwords of auth, ticket, catalog, payment, worker");
    for (const [user, database] of [
      ["auth", "auth_db"],
      ["ticket", "ticket_db"],
      ["catalog", "ticket_db"],
      ["payment", "payment_db"],
    ] as const)
      await ask(user, database, `CREATE TABLE of_${user} (id int)`);
    await expect(server.as("auth", passwordOf("ticket"))("auth_db", () => Promise.resolve())).rejects.toThrow(
      /password authentication failed for user "auth"/,
    );
  });

  it("has databases that users of others do not get into", async () => {
    await setUpServer(server, aPlan());

    for (const [user, database] of [
      ["auth", "payment_db"],
      ["ticket", "auth_db"],
      ["worker", "payment_db"],
    ] as const)
      await expect(ask(user, database, "SELECT 1")).rejects.toThrow(
        `permission denied for database "${database}"`,
      );
  });

  it("has users who share a database use each other's tables, sequences and schemas", async () => {
    await setUpServer(server, aPlan());
    await ask("ticket", "ticket_db", "CREATE TABLE seats (id serial, name text)");
    await ask("ticket", "ticket_db", "CREATE SCHEMA halls; CREATE TABLE halls.rows (id int)");

    await ask("catalog", "ticket_db", "INSERT INTO seats (name) VALUES ('A-1')");
    await ask("catalog", "ticket_db", "INSERT INTO halls.rows VALUES (1)");
    expect(await ask("ticket", "ticket_db", "SELECT * FROM seats")).toEqual([{ id: 1, name: "A-1" }]);
  });

  it("takes new passwords, and no old ones any more", async () => {
    await setUpServer(server, aPlan());
    const told = await setUpServer(server, aPlan({}, 2));

    expect(await ask("auth", "auth_db", "SELECT 1 AS one", 2)).toEqual([{ one: 1 }]);
    await expect(ask("auth", "auth_db", "SELECT 1")).rejects.toThrow(/password authentication failed/);
    expect(told).toEqual([
      "set the passwords of auth, ticket, catalog, payment, worker",
      "nothing else to do",
    ]);
  });

  it("gets what came to the plan since", async () => {
    await setUpServer(server, aPlan());
    const { databases } = aPlan();
    const told = await setUpServer(
      server,
      aPlan({ databases: { ...databases, auth_db: ["auth", "login"], stats_db: ["stats"] } }),
    );

    expect(told).toContain("made login");
    expect(told).toContain("made stats_db");
    expect(told).not.toContain("made auth_db");
    await ask("auth", "auth_db", "CREATE TABLE sessions (id int)");
    await ask("login", "auth_db", "INSERT INTO sessions VALUES (1)");
  });

  it("keeps a database that was made by hand, and what stands in it", async () => {
    await server.ask("postgres", "CREATE DATABASE auth_db OWNER urr_admin");
    await server.ask("auth_db", "CREATE TABLE kept (id int)");

    expect(await setUpServer(server, aPlan())).toContain("auth_db belongs to auth_db_owner");
    await ask("auth", "auth_db", "CREATE TABLE beside (id int)");
    expect(await server.ask("auth_db", "SELECT to_regclass('kept') AS kept")).toEqual([{ kept: "kept" }]);
  });
});
