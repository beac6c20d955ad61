import { Client, type ClientBase } from "pg";
import type { Migration } from "../ticket-database/migration";
import { type Environment, readEnvironment, type Tls } from "./environment";
import { setUp } from "./set-up";
import { messageOf } from "./task";

/** The files, written in by `bundleDatabaseSetup`. */
declare const bundledMigrations: readonly Migration[];

/**
 * Node knows the authority that signs the proxy's certificate, and not RDS's own, which signs the instance's. There the
 * login itself is bound to the certificate that was shown: nobody in between can pass it on to the server.
 */
const security: Readonly<Record<Tls, object>> = {
  verify: { ssl: { rejectUnauthorized: true } },
  require: { ssl: { rejectUnauthorized: false }, enableChannelBinding: true },
  off: { ssl: false },
};

function connectedTo({ tls, ...server }: Environment["server"]) {
  return async <T>(database: string, work: (client: ClientBase) => Promise<T>): Promise<T> => {
    const client = new Client({ ...server, database, ...security[tls], connectionTimeoutMillis: 10_000 });
    // A connection that is lost is told by the statement that needs it.
    client.on("error", () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
}

/** Entry of the job that makes users, databases and the worker's tables; it may run any number of times. */
async function main(): Promise<void> {
  const { server, firstDatabase, plan } = readEnvironment(process.env);
  await setUp({
    ...{ plan, firstDatabase, migrations: bundledMigrations, connected: connectedTo(server) },
    tell: (line) => {
      console.log(line);
    },
  });
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
