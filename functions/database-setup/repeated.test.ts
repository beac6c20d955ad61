import type { ClientBase } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aPlan, setUpServer } from "../../test/support/database-setup/a-plan";
import {
  type Connected,
  type DatabaseServer,
  startDatabaseServer,
} from "../../test/support/database-setup/a-server";
import { postgresPrograms } from "../../test/support/ticketing/postgres-programs";

/** All that a set-up may have made, in words; passwords are kept with another salt each time. */
const everything = [
  "SELECT rolname, rolcanlogin, rolsuper, rolcreaterole, rolcreatedb FROM pg_roles ORDER BY 1",
  "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members ORDER BY 1, 2",
  "SELECT datname, datdba::regrole::text, datacl::text FROM pg_database ORDER BY 1",
  "SELECT setdatabase, setrole::regrole::text, setconfig FROM pg_db_role_setting ORDER BY 1, 2",
  "SELECT defaclrole::regrole::text, defaclobjtype, defaclacl::text FROM pg_default_acl ORDER BY 1, 2",
  "SELECT oid::regclass::text, relowner::regrole::text, relacl::text FROM pg_class WHERE relnamespace::regnamespace::text = 'ticketing' ORDER BY 1",
];

describe.skipIf(postgresPrograms === undefined)("setting a server up", () => {
  let server: DatabaseServer;
  let asMaster: Connected;
  beforeAll(async () => {
    server = await startDatabaseServer();
    asMaster = server.as(server.master.user, server.master.password);
  });
  beforeEach(() => server.clear());
  afterAll(() => server.stop());

  const state = async () => {
    const found: unknown[] = [];
    for (const database of ["auth_db", "ticket_db"])
      for (const query of everything) found.push(await server.ask(database, query));
    return found;
  };

  it("again changes nothing and says so", async () => {
    await setUpServer(server, aPlan());
    const before = await state();
    const told = await setUpServer(server, aPlan());

    expect(await state()).toEqual(before);
    expect(told).toEqual([
      "set the passwords of auth, ticket, catalog, payment, worker",
      "nothing else to do",
    ]);
  });

  it("five times at once does everything once", async () => {
    const told = await Promise.all(Array.from({ length: 5 }, () => setUpServer(server, aPlan())));
    const lines = told.flat().filter((line) => !/^(set the passwords|nothing else)/.test(line));

    expect(new Set(lines).size).toBe(lines.length);
    expect(told.filter((each) => each.includes("nothing else to do"))).toHaveLength(4);
    expect(lines).toContain("applied 001-ticketing.sql");
  });

  it("goes on where a former attempt broke off", async () => {
    const fails: Connected = (database, work) =>
      database === "ticket_db" ? Promise.reject(new Error("the network is down")) : asMaster(database, work);

    await expect(setUpServer(server, aPlan(), fails)).rejects.toThrow("ticket_db: the network is down");
    expect(await setUpServer(server, aPlan())).toContain("applied 001-ticketing.sql");
  });

  it("sends no password in a statement, where logs would show it", async () => {
    const sent: string[] = [];
    const listening: Connected = (database, work) =>
      asMaster(database, (client) => {
        const query: (...args: never[]) => unknown = client.query.bind(client);
        const heard = (...args: readonly unknown[]) => {
          sent.push(JSON.stringify(args));
          return query(...(args as never[]));
        };
        return work(Object.assign<ClientBase, object>(client, { query: heard }));
      });
    await setUpServer(server, aPlan(), listening);

    expect(sent.filter((statement) => statement.includes("SCRAM-SHA-256$4096:"))).toHaveLength(5);
    expect(sent.filter((statement) => statement.includes("password of"))).toEqual([]);
  });

  it("without the right to says at whom it failed, and tells no password", async () => {
    await server.ask("postgres", "CREATE ROLE weak LOGIN PASSWORD 'weak-password'");
    await server.ask("postgres", "GRANT CONNECT ON DATABASE urr TO weak");
    const failed: unknown = await setUpServer(server, aPlan(), server.as("weak", "weak-password")).catch(
      (error: unknown) => error,
    );

    expect(String(failed)).toBe("Error: auth: permission denied to create role");
  });
});
