import type { SQSRecord } from "aws-lambda";
import type { Pool } from "pg";
import { databaseOf } from "../../functions/ticket-worker/database";
import { aWorker } from "../support/ticketing/a-worker";
import { deliver } from "./deliver";

/** Works the messages off by tens on each connection, whatever their groups: more at once than the stream ever allows. */
export async function handledAtOnce(messages: readonly SQSRecord[], pools: readonly Pool[]) {
  let next = 0;
  const failed = await Promise.all(
    pools.map(async (pool) => {
      const worker = aWorker({ database: databaseOf(pool), maxReceives: 1_000 });
      const mine: string[] = [];
      while (next < messages.length) {
        const batch = messages.slice(next, (next += 10));
        mine.push(...(await deliver(worker, batch)));
      }
      return mine;
    }),
  );
  return failed.flat();
}
