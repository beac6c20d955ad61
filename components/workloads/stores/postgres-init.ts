import { loginKeys } from "../application/keys";

/** Databases by name with their users; the first owns it. */
export type Databases = Readonly<Record<string, readonly string[]>>;

/** Everybody who has a login, once. */
export const usersOf = (databases: Databases): readonly string[] => [
  ...new Set(Object.values(databases).flat()),
];

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const variables = (user: string) => {
  const { username, password } = loginKeys(user);
  return { username: username.toLowerCase(), password: password.toLowerCase() };
};
const roleOf = (user: string) => `:"${variables(user).username}"`;

const ended = "all databases are made";

/**
 * A shell command that succeeds where the script has run to its end. The image runs it once: a server that was stopped
 * in the middle starts again without what was missing.
 */
export const initEnded = `psql -h 127.0.0.1 -U "$POSTGRES_USER" -d postgres --no-psqlrc -tAc "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'postgres'" | grep -qx '${ended}'`;

/**
 * What psql runs as the server is made: users, each with the login that the environment has for it, and databases that
 * admit their own users alone.
 *
 * In a database that users share they all act as its owner: else a table that one of them makes would be closed to the
 * others.
 */
export function initScript(databases: Databases): string {
  const lines = [
    String.raw`\set ON_ERROR_STOP on`,
    "REVOKE ALL ON DATABASE postgres FROM PUBLIC;",
    ...usersOf(databases).flatMap(userLines),
    ...Object.entries(databases).flatMap(([database, users]) => databaseLines(database, users)),
    `COMMENT ON DATABASE postgres IS '${ended}';`,
  ];
  return `${lines.join("\n")}\n`;
}

function userLines(user: string): readonly string[] {
  const keys = loginKeys(user);
  const { username, password } = variables(user);
  return [
    String.raw`\getenv ${username} ${keys.username}`,
    String.raw`\getenv ${password} ${keys.password}`,
    `CREATE ROLE :"${username}" LOGIN PASSWORD :'${password}';`,
  ];
}

function databaseLines(database: string, [owner, ...others]: readonly string[]): readonly string[] {
  const name = quoted(database);
  if (owner === undefined) return [`CREATE DATABASE ${name};`, `REVOKE ALL ON DATABASE ${name} FROM PUBLIC;`];
  return [
    `CREATE DATABASE ${name} OWNER ${roleOf(owner)};`,
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC;`,
    ...others.flatMap((user) => [
      `GRANT ${roleOf(owner)} TO ${roleOf(user)};`,
      `ALTER ROLE ${roleOf(user)} IN DATABASE ${name} SET role = ${roleOf(owner)};`,
    ]),
  ];
}
