import type { ClientBase } from "pg";
import type { Migration } from "../ticket-database/migration";
import { makeDatabases } from "./databases";
import { letInByIam } from "./iam";
import { ownerOf, type Plan, usersOf } from "./plan";
import { makeRoles } from "./roles";
import { shareWithOwner } from "./sharing";
import { about } from "./task";
import { prepareTickets, workerRole } from "./tickets";

/** Any number, as long as nobody else in the first database locks by it. */
const lockKey = 7_234_810_056;

export interface SetUp {
  readonly plan: Plan;
  /** A database that is there already. */
  readonly firstDatabase: string;
  /** Works on a connection to a database, and closes it. */
  readonly connected: <T>(database: string, work: (client: ClientBase) => Promise<T>) => Promise<T>;
  readonly migrations: readonly Migration[];
  readonly tell: (line: string) => void;
}

/**
 * Makes what the plan has and the server has not; it may run any number of times. Of two at once the second waits for
 * the first: the lock holds as long as its connection, to which RDS Proxy then keeps.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-pinning.html
 *
 * @throws Error that names the user or the database that it failed at, and no value.
 */
export async function setUp({ plan, firstDatabase, connected, migrations, tell }: SetUp): Promise<void> {
  const told: string[] = [];
  const done = (line: string) => {
    told.push(line);
    tell(line);
  };
  await connected(firstDatabase, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    const task = { client, tell: done, note: tell };
    await makeRoles(task, plan);
    await letInByIam(task, plan);
    await makeDatabases(task, plan);
    for (const [database, users] of Object.entries(plan.databases))
      await about(database, () =>
        connected(database, async (inside) => {
          const owner = ownerOf(database);
          const there = { ...task, client: inside };
          await shareWithOwner(there, owner, users);
          if (plan.iamUsers[workerRole] === database) await prepareTickets(there, owner, migrations);
        }),
      );
  });
  tell(`set the passwords of ${usersOf(plan).join(", ")}`);
  if (told.length === 0) tell("nothing else to do");
}
