import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aPlan, passwordOf, setUpServer } from "../../test/support/database-setup/a-plan";
import { type DatabaseServer, startDatabaseServer } from "../../test/support/database-setup/a-server";
import { postgresPrograms } from "../../test/support/ticketing/postgres-programs";

describe.skipIf(postgresPrograms === undefined)("the worker", () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startDatabaseServer();
  });
  beforeEach(() => server.clear());
  afterAll(() => server.stop());

  const ask = (user: string, statement: string) =>
    server.as(user, passwordOf(user))(
      "ticket_db",
      async (client) => (await client.query<Record<string, unknown>>(statement)).rows,
    );
  const rdsIam = () => server.ask("postgres", "CREATE ROLE rds_iam NOLOGIN");
  const isByIam = async () =>
    server.ask("postgres", "SELECT pg_has_role('worker', 'rds_iam', 'MEMBER') AS member");

  it("uses its tables, which belong to the database's owner, as far as it needs and no further", async () => {
    await setUpServer(server, aPlan());

    await ask("worker", "INSERT INTO ticketing.sections (event, section) VALUES ('autumn-tour', 'A')");
    expect(await ask("ticket", "SELECT event FROM ticketing.sections")).toEqual([{ event: "autumn-tour" }]);
    await expect(ask("worker", "DELETE FROM ticketing.sections")).rejects.toThrow(/permission denied/);
    await expect(ask("worker", "CREATE TABLE ticketing.mine (id int)")).rejects.toThrow(/permission denied/);
    expect(await ask("worker", "SELECT current_setting('statement_timeout') AS timeout")).toEqual([
      { timeout: "3s" },
    ]);
    expect(
      await server.ask(
        "ticket_db",
        "SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'ticketing'",
      ),
    ).toEqual([{ nspowner: "ticket_db_owner" }]);
  });

  it("sees no table of the services that share its database", async () => {
    await setUpServer(server, aPlan());
    await ask("ticket", "CREATE TABLE seats (id int)");

    await expect(ask("worker", "SELECT * FROM seats")).rejects.toThrow(/permission denied for table seats/);
  });

  it("has no tables where nobody is the worker", async () => {
    await setUpServer(server, aPlan({ iamUsers: {} }));

    expect(await server.ask("ticket_db", "SELECT to_regnamespace('ticketing') AS found")).toEqual([
      { found: null },
    ]);
  });

  it("logs in by password behind the proxy, which asks for the token itself", async () => {
    await rdsIam();
    await setUpServer(server, aPlan());

    expect(await isByIam()).toEqual([{ member: false }]);
  });

  it("shows the server a token where there is no proxy, and no more once there is one", async () => {
    await rdsIam();
    expect(await setUpServer(server, aPlan({ iamLogin: "server" }))).toContain("worker logs in by IAM");
    expect(await isByIam()).toEqual([{ member: true }]);
    expect(await setUpServer(server, aPlan({ iamLogin: "server" }))).toContain("nothing else to do");

    expect(await setUpServer(server, aPlan())).toContain("worker logs in by password, as the proxy does");
    expect(await isByIam()).toEqual([{ member: false }]);
  });

  it("logs in by password where the server knows no IAM", async () => {
    await setUpServer(server, aPlan({ iamLogin: "server" }));
    expect(await setUpServer(server, aPlan({ iamLogin: "server" }))).toEqual([
      "worker: by password, as there is no rds_iam here",
      "set the passwords of auth, ticket, catalog, payment, worker",
      "nothing else to do",
    ]);
    expect(await ask("worker", "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});
