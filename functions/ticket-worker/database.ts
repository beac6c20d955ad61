import { type ClientBase, DatabaseError, type Pool } from "pg";
import { timeLimits } from "./time-limits";
import { within } from "./within";

/** Does some work on a connection that nobody else uses meanwhile. */
export type Database = <T>(work: (client: ClientBase) => Promise<T>) => Promise<T>;

/**
 * The database by a pool of connections, which gets back only those that are still good: one that was lost, or does not
 * answer in time, is closed, and with it ends what it had begun.
 */
export function databaseOf(pool: Pick<Pool, "connect">): Database {
  return async (work) => {
    const client = await pool.connect();
    // The pool listens only while nobody works with it, and an `error` that nobody hears ends the process. Whoever works
    // with it is told by the statement.
    client.on("error", heard);
    let isGood = false;
    try {
      const result = await within(timeLimits.transactionMs, work(client));
      isGood = true;
      return result;
    } catch (error) {
      isGood = error instanceof DatabaseError && error.severity === "ERROR";
      throw error;
    } finally {
      client.off("error", heard);
      client.release(!isGood);
    }
  };
}

function heard(): void {
  // There is nothing more to do.
}
