import { escapeIdentifier } from "pg";
import { about, finds, type Task } from "./task";

/** What is shared, by PostgreSQL's word and by its letter in `pg_default_acl`. Functions and types are everybody's. */
const shared = { TABLES: "r", SEQUENCES: "S", SCHEMAS: "n" } as const;

/**
 * Has whatever one user of the database makes be used by all of them: their common owner gets every right to it.
 * Connected to that database.
 */
export async function shareWithOwner(task: Task, owner: string, users: readonly string[]): Promise<void> {
  for (const user of users)
    await about(user, async () => {
      for (const [kind, letter] of Object.entries(shared)) {
        if (await isShared(task, user, letter, owner)) continue;
        await task.client.query(
          `ALTER DEFAULT PRIVILEGES FOR ROLE ${escapeIdentifier(user)} GRANT ALL ON ${kind} TO ${escapeIdentifier(owner)}`,
        );
        task.tell(`${owner} may use ${kind.toLowerCase()} of ${user}`);
      }
    });
}

function isShared({ client }: Task, user: string, letter: string, owner: string): Promise<boolean> {
  return finds(
    client,
    `SELECT FROM pg_default_acl, aclexplode(defaclacl) AS granted
      WHERE defaclnamespace = 0 AND defaclobjtype = $2
        AND pg_get_userbyid(defaclrole) = $1 AND pg_get_userbyid(granted.grantee) = $3`,
    [user, letter, owner],
  );
}
