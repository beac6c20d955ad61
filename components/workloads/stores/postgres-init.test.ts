import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type LocalPostgres } from "../../../test/support/ticketing/postgres";
import { postgresPrograms } from "../../../test/support/ticketing/postgres-programs";
import { loginKeys } from "../application/keys";
import { initEnded, initScript } from "./postgres-init";

const databases = {
  auth_db: ["auth"],
  ticket_db: ["ticket", "catalog"],
  payment_db: ["payment"],
  stats_db: ["stats"],
  community_db: ["community"],
};
const users = Object.values(databases).flat();

/** Logins that only quoting survives. */
const loginOf = (user: string) => ({ user: `${user}-login`, password: `it's "${user}" \\ $1; --` });
const environment = Object.fromEntries(
  users.flatMap((user) => {
    const keys = loginKeys(user);
    const login = loginOf(user);
    return [
      [keys.username, login.user],
      [keys.password, login.password],
    ];
  }),
);

describe("the script that makes the databases", () => {
  it("has no login, only the names of the variables that have them: KDAT-02", () => {
    const script = initScript(databases);
    expect(script).toContain(String.raw`\getenv catalog_db_password CATALOG_DB_PASSWORD`);
    expect(script).not.toContain("-login");
  });

  it("makes a user once that has two databases, and closes a database without users", () => {
    const script = initScript({ one_db: ["first"], two_db: ["second", "first"], three_db: [] });
    expect(script.match(/CREATE ROLE :"first_db_username"/g)).toHaveLength(1);
    expect(script).toContain('REVOKE ALL ON DATABASE "three_db" FROM PUBLIC;');
  });
});

describe.skipIf(postgresPrograms === undefined)("a PostgreSQL that has run it", () => {
  const folder = mkdtempSync(join(tmpdir(), "urr-hba-"));
  let server: LocalPostgres;
  let endedBefore: boolean;

  const run = (script: string, env: Readonly<Record<string, string>> = environment) =>
    execFileSync(
      join(String(postgresPrograms), "psql"),
      // As the image's entry point calls it.
      ["-v", "ON_ERROR_STOP=1", "--username", "postgres", "--no-password", "--no-psqlrc", "-f", "-"],
      {
        env: { PGHOST: "127.0.0.1", PGPORT: String(server.port), PGDATABASE: "postgres", ...env },
        input: script,
        encoding: "utf8",
        stdio: ["pipe", "pipe", "pipe"],
      },
    );

  const query = async (user: string, database: string, statement: string, password?: string) => {
    const login = { ...loginOf(user), ...(password === undefined ? {} : { password }) };
    const client = new Client({ host: "127.0.0.1", port: server.port, database, ...login });
    await client.connect();
    try {
      return (await client.query(statement)).rows as unknown[];
    } finally {
      await client.end();
    }
  };

  const hasEnded = () =>
    spawnSync("sh", ["-c", initEnded], {
      env: {
        PATH: [String(postgresPrograms), process.env["PATH"]].join(delimiter),
        PGPORT: String(server.port),
        POSTGRES_USER: "postgres",
      },
    }).status === 0;

  beforeAll(async () => {
    const hba = join(folder, "pg_hba.conf");
    const whoever = ["host all postgres 127.0.0.1/32 trust", "host all all 127.0.0.1/32 scram-sha-256", ""];
    writeFileSync(hba, whoever.join("\n"), { mode: 0o644 });
    execFileSync("chmod", ["755", folder]);
    server = await startPostgres({ hba_file: hba });
    endedBefore = hasEnded();
    run(initScript(databases));
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(Object.entries(databases).flatMap(([name, admitted]) => admitted.map((user) => [user, name])))(
    "lets %s into %s with the login of the Secret, to make tables: KDAT-02",
    async (user = "", database = "") => {
      await query(user, database, `CREATE TABLE of_${user} (id int)`);
      await expect(query(user, database, `SELECT id FROM of_${user}`)).resolves.toEqual([]);
      await expect(query(user, database, "SELECT 1", "wrong")).rejects.toThrow(/password authentication/);
    },
  );

  it("lets no user into the database of another service, nor into the first one", async () => {
    const databaseNames = [...Object.keys(databases), "postgres"];
    const strangers = Object.entries(databases).flatMap(([own, admitted]) =>
      admitted.flatMap((user) => databaseNames.filter((name) => name !== own).map((name) => [user, name])),
    );
    const refused = await Promise.all(
      strangers.map(([user = "", name = ""]) =>
        query(user, name, "SELECT 1").then(
          () => `${user} in ${name}`,
          (error: unknown) => String(error),
        ),
      ),
    );
    expect(refused).toHaveLength(users.length * (databaseNames.length - 1));
    expect(refused.filter((one) => !one.includes("permission denied for database"))).toEqual([]);
  });

  it("lets services that share a database change and drop what the other has made", async () => {
    await query("catalog", "ticket_db", "CREATE TABLE shows (id serial)");
    await query("ticket", "ticket_db", "INSERT INTO shows DEFAULT VALUES; ALTER TABLE shows ADD name text");
    await query("ticket", "ticket_db", "CREATE TABLE seats (id int)");
    await query("catalog", "ticket_db", "ALTER TABLE seats ADD row_name text");
    expect(await query("catalog", "ticket_db", "SELECT id, name FROM shows")).toEqual([
      { id: 1, name: null },
    ]);
    await query("catalog", "ticket_db", "DROP TABLE seats");
    await query("ticket", "ticket_db", "DROP TABLE shows");
  });

  it("has users that may do nothing else: no more users, databases or rights", async () => {
    const client = new Client({
      host: "127.0.0.1",
      port: server.port,
      user: "postgres",
      database: "postgres",
    });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      "SELECT rolname AS name FROM pg_roles WHERE rolname LIKE '%-login' AND NOT (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)",
    );
    await client.end();
    expect(rows.map(({ name }) => name).sort()).toEqual(users.map((user) => loginOf(user).user).sort());
  });

  it("says that the script has run to its end, and did not before", () => {
    expect([endedBefore, hasEnded()]).toEqual([false, true]);
  });

  it("would have said so where a login was missing", () => {
    expect(() => run(initScript({ other_db: ["other"] }), {})).toThrow(/syntax error/);
  });
});
