import { type ClientBase, escapeIdentifier, escapeLiteral } from "pg";
import { ownerOf, type Plan, usersOf } from "./plan";
import { scramVerifier } from "./scram";
import { about, finds, type Task } from "./task";

/** Makes owners and users, and says who belongs to whom. */
export async function makeRoles(task: Task, plan: Plan): Promise<void> {
  for (const user of usersOf(plan)) await about(user, () => makeUser(task, user, plan.passwords[user] ?? ""));
  for (const [database, users] of Object.entries(plan.databases)) {
    const owner = ownerOf(database);
    await about(owner, async () => {
      if (!(await isRole(task.client, owner))) {
        await task.client.query(`CREATE ROLE ${escapeIdentifier(owner)} NOLOGIN`);
        task.tell(`made ${owner}, who owns ${database}`);
      }
      // Nobody makes a database for an owner, or says what becomes of somebody's tables, without belonging to them.
      await join(task, owner, await whoAmI(task.client));
    });
    for (const user of users)
      await about(user, async () => {
        await join(task, owner, user);
        await join(task, user, await whoAmI(task.client));
      });
  }
}

/** What a user's password is cannot be asked, so that it is set each time. */
async function makeUser({ client, tell }: Task, user: string, password: string): Promise<void> {
  const known = await isRole(client, user);
  const verifier = escapeLiteral(scramVerifier(password));
  await client.query(
    `${known ? "ALTER" : "CREATE"} ROLE ${escapeIdentifier(user)} LOGIN PASSWORD ${verifier}`,
  );
  if (!known) tell(`made ${user}`);
}

export function isRole(client: ClientBase, role: string): Promise<boolean> {
  return finds(client, "SELECT FROM pg_roles WHERE rolname = $1", [role]);
}

export async function whoAmI(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ readonly name: string }>("SELECT current_user AS name");
  const [row] = rows;
  if (row === undefined) throw new Error("the server does not say who is logged in");
  return row.name;
}

/**
 * Makes somebody a member who may use the group's rights and act as it. Since PostgreSQL 16 whoever makes a role is a
 * member that may only say who else is one; before, membership has no such options.
 */
async function join({ client, tell }: Task, group: string, member: string): Promise<void> {
  const belongs = await finds(
    client,
    `SELECT FROM pg_auth_members AS held
       JOIN pg_roles AS "group" ON "group".oid = held.roleid
       JOIN pg_roles AS member ON member.oid = held.member
      WHERE "group".rolname = $1 AND member.rolname = $2
        AND coalesce((to_jsonb(held) ->> 'inherit_option')::boolean, true)
        AND coalesce((to_jsonb(held) ->> 'set_option')::boolean, true)`,
    [group, member],
  );
  if (belongs) return;
  const hasOptions = await finds(client, "SELECT WHERE current_setting('server_version_num')::int >= 160000");
  const options = hasOptions ? " WITH INHERIT TRUE, SET TRUE" : "";
  await client.query(`GRANT ${escapeIdentifier(group)} TO ${escapeIdentifier(member)}${options}`);
  tell(`${member} belongs to ${group}`);
}
