import { mkdtempSync, rmSync, writeFileSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, type ClientBase } from "pg";
import type { Certificate } from "../ticketing/certificate";
import { startPostgres } from "../ticketing/postgres";

/** Works on a connection to a database, and closes it. */
export type Connected = <T>(database: string, work: (client: ClientBase) => Promise<T>) => Promise<T>;

/**
 * PostgreSQL as RDS makes it: everybody logs in by password, and who makes users and databases is no superuser. Only
 * `postgres`, who is one, needs no password.
 */
export interface DatabaseServer {
  readonly port: number;
  readonly master: { readonly user: string; readonly password: string; readonly firstDatabase: string };
  readonly as: (user: string, password: string) => Connected;
  /** What one statement finds; the user is `postgres` unless said. */
  ask(database: string, statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Takes away all databases and roles that were made since. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

const master = { user: "urr_admin", password: "master-of-this-server", firstDatabase: "urr" };

/** @param certificate with it nobody but `postgres` gets in without TLS. */
export async function startDatabaseServer(certificate?: Certificate): Promise<DatabaseServer> {
  const folder = mkdtempSync(join(tmpdir(), "urr-hba-"));
  chmodSync(folder, 0o755);
  const rules = join(folder, "pg_hba.conf");
  const kind = certificate === undefined ? "host" : "hostssl";
  writeFileSync(rules, `host all postgres all trust\n${kind} all all all scram-sha-256\n`);
  const postgres = await startPostgres({ hba_file: rules }, certificate);

  const login =
    (user: string, password?: string): Connected =>
    async (database, work) => {
      const ssl =
        certificate === undefined || password === undefined ? false : { ca: certificate.certificate };
      const client = new Client({
        ...{ host: "localhost", port: postgres.port, user, database, ssl },
        ...(password === undefined ? {} : { password }),
      });
      await client.connect();
      try {
        return await work(client);
      } finally {
        await client.end();
      }
    };
  const asPostgres = login("postgres");
  const ask: DatabaseServer["ask"] = (database, statement) =>
    asPostgres(
      database,
      async (client) => (await client.query<Readonly<Record<string, unknown>>>(statement)).rows,
    );
  const clear = () =>
    asPostgres("postgres", async (client) => {
      const drop = async (query: string, statement: (name: string) => string) => {
        const { rows } = await client.query<{ readonly name: string }>(query);
        for (const { name } of rows) await client.query(statement(name));
      };
      await drop(
        "SELECT datname AS name FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1', 'urr')",
        (name) => `DROP DATABASE ${name} WITH (FORCE)`,
      );
      await drop(
        "SELECT rolname AS name FROM pg_roles WHERE rolname NOT IN ('postgres', 'urr_admin') AND rolname !~ '^pg_'",
        (name) => `DROP ROLE ${name}`,
      );
    });

  await ask("postgres", `CREATE ROLE ${master.user} LOGIN CREATEDB CREATEROLE PASSWORD '${master.password}'`);
  await ask("postgres", `CREATE DATABASE ${master.firstDatabase} OWNER ${master.user}`);
  await clear();

  return {
    port: postgres.port,
    master,
    as: login,
    ask,
    clear,
    stop: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
