import { DatabaseError } from "pg";

/**
 * What PostgreSQL says until somebody has made the database, the schema, its tables, the role and its rights. RDS Proxy
 * says the first of these for a role that it does not know: "This RDS proxy has no credentials for the role".
 * https://www.postgresql.org/docs/16/errcodes-appendix.html, https://github.com/aws/aws-secretsmanager-jdbc/pull/223
 */
const codes: ReadonlySet<string | undefined> = new Set([
  ...["28000", "28P01"],
  ...["3D000", "3F000", "42P01", "42501"],
]);

/** Whether a failure means that the migrations have not run yet. It is a wrong login that looks the same. */
export function isDatabaseNotReady(error: unknown): boolean {
  return error instanceof DatabaseError && codes.has(error.code);
}
