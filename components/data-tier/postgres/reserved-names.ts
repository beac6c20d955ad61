/** Words that PostgreSQL takes for a name in quotes only: https://www.postgresql.org/docs/16/sql-keywords-appendix.html */
const keywords = new Set([
  ...["all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "both", "case", "cast"],
  ...["check", "collate", "column", "constraint", "create", "current_catalog", "current_date"],
  ...["current_role", "current_time", "current_timestamp", "current_user", "default", "deferrable", "desc"],
  ...["distinct", "do", "else", "end", "except", "false", "fetch", "for", "foreign", "from", "grant"],
  ...["group", "having", "in", "initially", "intersect", "into", "lateral", "leading", "limit", "localtime"],
  ...["localtimestamp", "not", "null", "offset", "on", "only", "or", "order", "placing", "primary"],
  ...["references", "returning", "select", "session_user", "some", "symmetric", "system_user", "table"],
  ...["then", "to", "trailing", "true", "union", "unique", "user", "using", "variadic", "when", "where"],
  ...["window", "with"],
]);

/** Users and roles that PostgreSQL or RDS have already. */
const takenUsers = new Set(["admin", "none", "postgres", "public", "rdsadmin", "rdsrepladmin", "rdstopmgr"]);
const takenDatabases = new Set(["postgres", "rdsadmin", "template0", "template1"]);

function problemOf(name: string, taken: ReadonlySet<string>): string | undefined {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name))
    return "must begin with a small letter and go on in small letters, digits and underscores, 63 at most";
  if (keywords.has(name)) return "is a word that PostgreSQL reserves";
  if (taken.has(name) || /^(pg|rds)_/.test(name)) return "is a name that PostgreSQL or RDS keeps for itself";
  return undefined;
}

/** Why PostgreSQL or RDS would refuse a user of this name; undefined where they would not. */
export function userNameProblem(name: string): string | undefined {
  return problemOf(name, takenUsers);
}

/** Why PostgreSQL or RDS would refuse a database of this name; undefined where they would not. */
export function databaseNameProblem(name: string): string | undefined {
  return problemOf(name, takenDatabases);
}
