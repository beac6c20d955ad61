import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether a suite that cannot run must fail: on CI, and where somebody asks for all of them. */
function everySuiteMustRun(environment: NodeJS.ProcessEnv): boolean {
  return [environment["CI"], environment["URR_ALL_SUITES"]].some(
    (value) => value !== undefined && value !== "" && value !== "0" && value !== "false",
  );
}

/**
 * Where a program of the system is that a suite needs, for `describe.skipIf(tool === undefined)`.
 *
 * If it is missing, says which Debian package brings it, and the suite is skipped; where every suite must run, throws.
 */
export function requireTool(
  program: string,
  debianPackage: string,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const found = folders.map((folder) => join(folder, program)).find(isExecutable);
  if (found !== undefined) return found;
  const sentence = `${program} is missing: install the Debian package ${debianPackage}`;
  if (everySuiteMustRun(environment)) throw new Error(sentence);
  console.warn(`${sentence}; its tests are skipped`);
  return undefined;
}
