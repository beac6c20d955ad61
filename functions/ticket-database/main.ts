import { Client } from "pg";
import { readEnvironment } from "./environment";
import { grantWorker } from "./grants";
import { migrate } from "./migrate";
import type { Migration } from "./migration";

/** The files, written in by `bundleMigrations`. */
declare const bundledMigrations: readonly Migration[];

/** Entry of the job that brings the database up to date; it may run any number of times. */
async function main(): Promise<void> {
  const { DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD, WORKER_ROLE } = readEnvironment(process.env);
  const client = new Client({
    host: DB_HOST,
    port: DB_PORT,
    database: DB_NAME,
    user: DB_USER,
    password: DB_PASSWORD,
    ssl: { rejectUnauthorized: true },
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    const applied = await migrate(client, bundledMigrations);
    console.log(applied.length === 0 ? "nothing to apply" : `applied ${applied.join(", ")}`);
    const granted = await grantWorker(client, WORKER_ROLE);
    console.log(
      granted ? `${WORKER_ROLE} has its rights` : `there is no role ${WORKER_ROLE}: run this again`,
    );
  } finally {
    await client.end();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : "unknown failure");
  process.exitCode = 1;
});
