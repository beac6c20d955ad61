import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { fileName, type Migration } from "./migration";

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

/** Any number, as long as nobody else in the database locks by it. */
const lockKey = 7_234_810_055;

/**
 * Applies what has not been applied, each migration in a transaction of its own, and returns the files' names.
 *
 * Two at once are safe: the second waits for the first, and finds its work done. One that fails leaves nothing of
 * itself, and all before it.
 *
 * @throws Error with the file's name if the files are not those that the database was made with: one changed, one
 * missing, one put in before others; or if a migration fails.
 */
export async function migrate(
  client: ClientBase,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  refuseGaps(migrations);
  const done: string[] = [];
  for (;;) {
    const next = await applyNext(client, migrations);
    if (next === undefined) return done;
    done.push(next);
  }
}

async function applyNext(client: ClientBase, migrations: readonly Migration[]): Promise<string | undefined> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [lockKey]);
    await client.query(bookkeeping);
    const { rows } = await client.query<Applied>(
      "SELECT number, name, sha256 FROM ticketing.schema_migrations ORDER BY number",
    );
    refuseOthers(rows, migrations);
    const next = migrations[rows.length];
    if (next !== undefined) await apply(client, next);
    await client.query("COMMIT");
    return next === undefined ? undefined : fileName(next);
  } catch (error) {
    // The connection may be what has failed; then the server ends the transaction.
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

const bookkeeping = `
  CREATE SCHEMA IF NOT EXISTS ticketing;
  CREATE TABLE IF NOT EXISTS ticketing.schema_migrations (
    number integer PRIMARY KEY,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  )`;

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  try {
    // Behind a long transaction a change of a table would wait, and everybody else behind it.
    await client.query("SET LOCAL lock_timeout = '10s'");
    await client.query(migration.sql);
  } catch (error) {
    throw new Error(`${fileName(migration)} failed: ${error instanceof Error ? error.message : "unknown"}`, {
      cause: error,
    });
  }
  await client.query("INSERT INTO ticketing.schema_migrations (number, name, sha256) VALUES ($1, $2, $3)", [
    migration.number,
    migration.name,
    sha256(migration.sql),
  ]);
}

function refuseGaps(migrations: readonly Migration[]): void {
  const wrong = migrations.find(({ number }, index) => number !== index + 1);
  if (wrong === undefined) return;
  throw new Error(
    `${fileName(wrong)} is out of order: migrations count up from 001, one number each and none left out`,
  );
}

function refuseOthers(applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const [index, { name, number, sha256: hash }] of applied.entries()) {
    const migration = migrations[index];
    const file = fileName({ number, name });
    if (migration === undefined) {
      throw new Error(
        `${file} was applied to this database, and its file is missing: this release is too old`,
      );
    }
    if (migration.name !== name) {
      throw new Error(`${file} was applied to this database, and now its number is ${fileName(migration)}'s`);
    }
    if (sha256(migration.sql) !== hash) {
      throw new Error(`${file} has changed since it was applied: write the next migration instead`);
    }
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
