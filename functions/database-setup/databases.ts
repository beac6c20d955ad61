import { escapeIdentifier } from "pg";
import { ownerOf, type Plan } from "./plan";
import { about, finds, type Task } from "./task";

/** Makes the databases, each open to its own users and to nobody else. */
export async function makeDatabases(task: Task, plan: Plan): Promise<void> {
  for (const database of Object.keys(plan.databases))
    await about(database, async () => {
      await makeDatabase(task, database);
      await shut(task, database);
    });
  for (const [user, database] of Object.entries(plan.iamUsers))
    await about(user, () => admit(task, user, database));
}

async function makeDatabase({ client, tell }: Task, database: string): Promise<void> {
  const owner = ownerOf(database);
  const { rows } = await client.query<{ readonly owner: string }>(
    "SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1",
    [database],
  );
  const [found] = rows;
  if (found?.owner === owner) return;
  const [name, role] = [escapeIdentifier(database), escapeIdentifier(owner)];
  await client.query(
    found === undefined ? `CREATE DATABASE ${name} OWNER ${role}` : `ALTER DATABASE ${name} OWNER TO ${role}`,
  );
  tell(found === undefined ? `made ${database}` : `${database} belongs to ${owner}`);
}

async function shut({ client, tell }: Task, database: string): Promise<void> {
  const isOpen = await finds(
    client,
    "SELECT WHERE has_database_privilege('public', $1, 'CONNECT') OR has_database_privilege('public', $1, 'TEMPORARY')",
    [database],
  );
  if (!isOpen) return;
  await client.query(`REVOKE ALL ON DATABASE ${escapeIdentifier(database)} FROM PUBLIC`);
  tell(`${database} is shut to everybody else`);
}

async function admit({ client, tell }: Task, user: string, database: string): Promise<void> {
  if (await finds(client, "SELECT WHERE has_database_privilege($1, $2, 'CONNECT')", [user, database])) return;
  await client.query(`GRANT CONNECT ON DATABASE ${escapeIdentifier(database)} TO ${escapeIdentifier(user)}`);
  tell(`${user} may connect to ${database}`);
}
