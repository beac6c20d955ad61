import { type ClientBase, escapeIdentifier } from "pg";

/**
 * What the worker does to each table, and no more: it makes no table, and deletes nothing but claims of seats. Locking
 * a row takes the right to change a column of it.
 */
const rights: Readonly<Record<string, string>> = {
  inbox: "SELECT, INSERT",
  sections: "SELECT, INSERT, UPDATE (version)",
  reservations: "SELECT, INSERT, UPDATE (status)",
  seat_claims: "SELECT, INSERT, UPDATE (state), DELETE",
  payments: "SELECT, INSERT, UPDATE (status, amount, currency, code)",
};

/**
 * How long the server lets the worker wait, by PostgreSQL's names. They stand with the role because RDS Proxy refuses
 * a client that asks for them when it connects, and `SET` would pin the connection:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-pinning.html
 */
const timeouts: Readonly<Record<string, string>> = {
  statement_timeout: "3s",
  lock_timeout: "2s",
  idle_in_transaction_session_timeout: "10s",
};

/**
 * Gives the role what the worker needs, and takes what it had besides. Meant to be run after every migration; returns
 * whether there is such a role.
 */
export async function grantWorker(client: ClientBase, role: string): Promise<boolean> {
  const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
  if (rowCount === 0) return false;
  const worker = escapeIdentifier(role);
  const statements = [
    `REVOKE ALL ON ALL TABLES IN SCHEMA ticketing FROM ${worker}`,
    `GRANT USAGE ON SCHEMA ticketing TO ${worker}`,
    ...Object.entries(rights).map(([table, what]) => `GRANT ${what} ON ticketing.${table} TO ${worker}`),
    ...Object.entries(timeouts).map(([name, value]) => `ALTER ROLE ${worker} SET ${name} = '${value}'`),
  ];
  // Several statements at once are one transaction.
  await client.query(statements.join(";\n"));
  return true;
}
