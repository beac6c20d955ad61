import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { databaseAt, type LocalDatabase, prepare } from "./database";
import { freePort } from "./free-port";

/** PostgreSQL in this process, reached over a socket as any other. All clients share one backend: nothing is concurrent. */
export interface LocalPglite extends LocalDatabase {
  /** A database like it with empty tables: what stood in them is gone. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPglite(): Promise<LocalPglite> {
  const engine = await PGlite.create();
  const port = await freePort();
  const server = new PGLiteSocketServer({ db: engine, host: "127.0.0.1", port, maxConnections: 10 });
  await server.start();
  const address = { host: "127.0.0.1", port, user: "postgres", database: "postgres" };
  await prepare(address);
  const database = databaseAt(address);
  return {
    ...database,
    empty: async () => {
      await engine.exec(
        "TRUNCATE ticketing.inbox, ticketing.reservations, ticketing.seat_claims, ticketing.payments, ticketing.sections",
      );
    },
    stop: async () => {
      await database.close();
      await server.stop();
      await engine.close();
    },
  };
}
