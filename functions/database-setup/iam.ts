import { type ClientBase, escapeIdentifier } from "pg";
import type { Plan } from "./plan";
import { isRole } from "./roles";
import { about, finds, type Task } from "./task";

/** Who belongs to it shows RDS a token of IAM, and is refused with a password. */
const iamRole = "rds_iam";

/**
 * Has users show the server a token of IAM, or a password where the proxy has asked for the token: the proxy logs in by
 * password, which RDS refuses whoever belongs to `rds_iam`.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
 */
export async function letInByIam(task: Task, { iamUsers, iamLogin }: Plan): Promise<void> {
  const users = Object.keys(iamUsers);
  if (users.length === 0) return;
  if (!(await isRole(task.client, iamRole))) {
    if (iamLogin === "server") task.note(`${users.join(", ")}: by password, as there is no ${iamRole} here`);
    return;
  }
  for (const user of users)
    await about(user, () => (iamLogin === "server" ? admit(task, user) : readmit(task, user)));
}

async function admit({ client, tell, note }: Task, user: string): Promise<void> {
  if (await isMember(client, user)) return;
  // The server counts everybody as a member who may say who else is one. Since PostgreSQL 16 that is whoever made the
  // role: we could log in by a token only from then on.
  if (await commands(client, user)) {
    note(`${user}: by password, as ${iamRole} would shut out who made it; have the proxy ask for the token`);
    return;
  }
  await client.query(`GRANT ${iamRole} TO ${escapeIdentifier(user)}`);
  tell(`${user} logs in by IAM`);
}

async function readmit({ client, tell }: Task, user: string): Promise<void> {
  if (!(await isMember(client, user))) return;
  await client.query(`REVOKE ${iamRole} FROM ${escapeIdentifier(user)}`);
  tell(`${user} logs in by password, as the proxy does`);
}

function isMember(client: ClientBase, user: string): Promise<boolean> {
  return finds(
    client,
    `SELECT FROM pg_auth_members
      WHERE roleid = (SELECT oid FROM pg_roles WHERE rolname = $1)
        AND member = (SELECT oid FROM pg_roles WHERE rolname = $2)`,
    [iamRole, user],
  );
}

/** Whether who is logged in belongs to the user in any way, over others too. */
function commands(client: ClientBase, user: string): Promise<boolean> {
  return finds(
    client,
    `WITH RECURSIVE mine (role) AS (
       SELECT oid FROM pg_roles WHERE rolname = current_user
       UNION
       SELECT roleid FROM pg_auth_members JOIN mine ON member = mine.role
     )
     SELECT FROM mine JOIN pg_roles ON oid = mine.role WHERE rolname = $1`,
    [user],
  );
}
