import { globSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { requireTool } from "../waiting-room/require-tool";

/**
 * The folder of PostgreSQL's own programs, for `describe.skipIf(postgresPrograms === undefined)`. Debian keeps them out
 * of the search path, one folder for each version.
 */
export const postgresPrograms = found();

function found(): string | undefined {
  const debian = globSync("/usr/lib/postgresql/*/bin").sort((one, other) =>
    other.localeCompare(one, "en", { numeric: true }),
  );
  const PATH = [...debian, process.env["PATH"] ?? ""].join(delimiter);
  const initdb = requireTool("initdb", "postgresql", { ...process.env, PATH });
  return initdb === undefined ? undefined : dirname(initdb);
}
