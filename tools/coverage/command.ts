import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { assessCoverage } from "./coverage";
import type { Owner } from "./owners";
import { owners } from "./owners";
import { renderMarkdown } from "./report";
import { readReport, readSources, reportPath } from "./sources";
import { renderRows, renderTables } from "./terminal";

export interface Surroundings {
  /** The repository's root. */
  readonly root: string;
  readonly colours: boolean;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

const usage = `Usage: npm run coverage -- [option]

Which requirement rows are covered by a test title, which are decided in docs/decisions.md, which are planned.
Cite a row in a title by its id, or several as a range: NET-01, NET-01…NET-05, NET-20..28.

  (no option)      print the tables and write ${reportPath}
  --check          write nothing; exit 1 when ${reportPath} is stale
  --owner <owner>  print one owner's rows
  --help           print this text

Owners: ${owners.join(", ")}.
Exit codes: 0 fine, 1 a wrong citation, a row without one owner or a stale report, 2 usage.
`;

/** Runs the coverage command and returns its exit code. */
export function runCoverage(
  args: readonly string[],
  { root, colours, print, printError }: Surroundings,
): number {
  const request = readArguments(args);
  if (typeof request === "string") {
    printError(`${request}\n\n${usage}`);
    return 2;
  }
  if (request.help) {
    print(usage);
    return 0;
  }

  const { rows, problems } = assessCoverage(readSources(root));
  if (problems.length > 0) {
    printError(problems.map((problem) => `${problem}\n`).join(""));
    return 1;
  }
  if (request.owner !== undefined) {
    print(
      renderRows(
        rows.filter(({ owner }) => owner === request.owner),
        colours,
      ),
    );
    return 0;
  }

  const report = renderMarkdown(rows);
  const stale = readReport(root) !== report;
  if (request.check) {
    if (stale) printError(`${reportPath} is stale; \`npm run coverage\` writes it.\n`);
    else print(`${reportPath} is current.\n`);
    return stale ? 1 : 0;
  }

  if (stale) writeFileSync(join(root, reportPath), report);
  print(`${renderTables(rows, colours)}\n${reportPath} ${stale ? "written" : "was current"}.\n`);
  return 0;
}

interface Request {
  readonly help: boolean;
  readonly check: boolean;
  readonly owner: Owner | undefined;
}

/** What is asked for, or what is wrong with the question. */
function readArguments(args: readonly string[]): Request | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { help: { type: "boolean" }, check: { type: "boolean" }, owner: { type: "string" } },
    });
    const owner = owners.find((name) => name === values.owner);
    if (values.owner !== undefined && owner === undefined) return `There is no owner '${values.owner}'.`;
    if (values.check === true && owner !== undefined) return "--check and --owner do not go together.";
    return { help: values.help === true, check: values.check === true, owner };
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}
