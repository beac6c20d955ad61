import { escapeIdentifier } from "pg";
import { grantWorker } from "../ticket-database/grants";
import { migrate } from "../ticket-database/migrate";
import type { Migration } from "../ticket-database/migration";
import { about, type Task } from "./task";

/** The role that the worker of ticket events logs in as: its tables stand in the database that it is given. */
export const workerRole = "worker";

/** Brings the worker's tables up to date as their database's owner, and gives the worker its rights. */
export async function prepareTickets(
  { client, tell }: Task,
  owner: string,
  migrations: readonly Migration[],
): Promise<void> {
  await client.query(`SET ROLE ${escapeIdentifier(owner)}`);
  for (const file of await migrate(client, migrations)) tell(`applied ${file}`);
  // Time limits of a role are set by who made it.
  await client.query("RESET ROLE");
  await about(workerRole, () => grantWorker(client, workerRole));
}
