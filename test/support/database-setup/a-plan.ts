import { type Plan, usersOf } from "../../../functions/database-setup/plan";
import { setUp } from "../../../functions/database-setup/set-up";
import { readMigrations } from "../../../functions/ticket-database/read-migrations";
import type { Connected, DatabaseServer } from "./a-server";

/** A user's password in tests, another one in each generation. */
export const passwordOf = (user: string, generation = 1) =>
  `~the $password of "${user}" ${String(generation)}`;

/** Three databases, one of which two users and the worker share. */
export function aPlan(changes: Partial<Plan> = {}, generation = 1): Plan {
  const users = {
    databases: { auth_db: ["auth"], ticket_db: ["ticket", "catalog"], payment_db: ["payment"] },
    iamUsers: { worker: "ticket_db" },
    ...changes,
  };
  return {
    iamLogin: "proxy",
    passwords: Object.fromEntries(usersOf(users).map((user) => [user, passwordOf(user, generation)])),
    ...users,
  };
}

/** Sets a server up as its master, and returns what was told. */
export async function setUpServer(
  { as, master }: DatabaseServer,
  plan: Plan,
  connected: Connected = as(master.user, master.password),
): Promise<readonly string[]> {
  const told: string[] = [];
  await setUp({
    ...{ plan, connected, firstDatabase: master.firstDatabase, migrations: readMigrations() },
    tell: (line) => told.push(line),
  });
  return told;
}
