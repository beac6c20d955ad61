import { PGlite } from "@electric-sql/pglite";
import type { ClientBase } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aPlan } from "../../test/support/database-setup/a-plan";
import { readMigrations } from "../ticket-database/read-migrations";
import { letInByIam } from "./iam";
import { makeRoles } from "./roles";
import { shareWithOwner } from "./sharing";
import type { Task } from "./task";
import { prepareTickets } from "./tickets";

const plan = aPlan();

/** Since 16 who makes a role does not belong to it. The master is what RDS makes it: no superuser. */
describe("on a newer PostgreSQL the master", () => {
  let engine: PGlite;
  let task: Task;
  const told: string[] = [];
  const found = async (query: string) => (await engine.query(query)).rows;
  beforeAll(async () => {
    engine = await PGlite.create();
    await engine.exec(`
      CREATE ROLE urr_admin LOGIN CREATEDB CREATEROLE;
      CREATE ROLE rds_iam NOLOGIN;
      GRANT rds_iam TO urr_admin WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
      SET SESSION AUTHORIZATION urr_admin`);
    const client = {
      query: async (text: string, values?: unknown[]) =>
        values === undefined ? (await engine.exec(text)).at(-1) : engine.query(text, values),
    } as unknown as ClientBase;
    const tell = (line: string) => told.push(line);
    task = { client, tell, note: tell };
    await makeRoles(task, plan);
  });
  beforeEach(() => {
    told.splice(0);
  });
  afterAll(() => engine.close());

  it("joins owners and users so that it may act as them, once", async () => {
    expect(await found("SELECT current_setting('server_version_num')::int >= 160000 AS newer")).toEqual([
      { newer: true },
    ]);
    await engine.exec("SET ROLE ticket_db_owner; RESET ROLE; SET ROLE catalog; RESET ROLE");

    await makeRoles(task, plan);
    expect(told).toEqual([]);
  });

  it("joins them too where the server gives it their rights, and not to act as them", async () => {
    await engine.exec("SET createrole_self_grant = 'inherit'");
    await makeRoles(task, aPlan({ databases: { stats_db: ["stats"] }, iamUsers: {} }));
    await engine.exec("RESET createrole_self_grant");

    expect(told).toContain("urr_admin belongs to stats_db_owner");
    await engine.exec("SET ROLE stats_db_owner; RESET ROLE");
  });

  it("may say who uses what a user makes", async () => {
    await shareWithOwner(task, "ticket_db_owner", ["ticket", "catalog"]);
    expect(told.splice(0)).toContain("ticket_db_owner may use tables of catalog");

    await shareWithOwner(task, "ticket_db_owner", ["ticket", "catalog"]);
    expect(told).toEqual([]);
  });

  it("makes the worker's tables as their owner, and gives the worker its rights", async () => {
    await engine.exec("SET SESSION AUTHORIZATION postgres");
    await engine.exec("ALTER DATABASE postgres OWNER TO ticket_db_owner");
    await engine.exec("SET SESSION AUTHORIZATION urr_admin");
    await prepareTickets(task, "ticket_db_owner", readMigrations());

    expect(
      await found(
        `SELECT relowner::regrole::text AS owner, has_table_privilege('worker', oid, 'INSERT') AS allowed
           FROM pg_class WHERE oid = 'ticketing.inbox'::regclass`,
      ),
    ).toEqual([{ owner: "ticket_db_owner", allowed: true }]);
  });

  it("does not lock itself out: whom it made it does not admit by IAM", async () => {
    await letInByIam(task, { ...plan, iamLogin: "server" });

    expect(told).toEqual([
      expect.stringMatching(/^worker: by password, as rds_iam would shut out who made it/),
    ]);
    expect(
      await found(
        "SELECT pg_has_role('urr_admin', 'rds_iam', 'USAGE') OR pg_has_role('worker', 'rds_iam', 'MEMBER') AS reached",
      ),
    ).toEqual([{ reached: false }]);
  });
});
