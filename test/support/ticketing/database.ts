import { Client, Pool, type PoolConfig } from "pg";
import { grantWorker } from "../../../functions/ticket-database/grants";
import { migrate } from "../../../functions/ticket-database/migrate";
import { readMigrations } from "../../../functions/ticket-database/read-migrations";

/** Where a database of a test is, as `pg` takes it. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** A database with the tables of the worker. */
export interface LocalDatabase {
  readonly address: Address;
  /** A pool of its own, ended with the database. */
  pool(options?: PoolConfig): Pool;
  /** Ends every pool that `pool` made. */
  close(): Promise<void>;
}

export function databaseAt(address: Address): LocalDatabase {
  const pools: Pool[] = [];
  return {
    address,
    pool: (options = {}) => {
      const pool = new Pool({ ...address, max: 2, ...options });
      // A test that stops the server means it; queries tell of it by themselves.
      pool.on("error", () => undefined);
      pools.push(pool);
      return pool;
    },
    close: async () => {
      await Promise.all(pools.splice(0).map((pool) => pool.end()));
    },
  };
}

/** Makes the tables, and the role that the worker has on AWS. */
export async function prepare(address: Address): Promise<void> {
  const client = new Client(address);
  await client.connect();
  try {
    await client.query("CREATE ROLE worker LOGIN");
    await migrate(client, readMigrations());
    await grantWorker(client, "worker");
  } finally {
    await client.end();
  }
}
