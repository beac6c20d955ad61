import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseSettings } from "../../bootstrap/settings";
import type { Problem } from "../../infra/problems";
import { disagreements, type BootstrapFile } from "./agreement";
import { readBootstrap } from "./bootstrap";
import { readPlatform } from "./platform";
import { readProject } from "./project-file";
import { readStackFile, stackFileOf, stackNamesIn } from "./read-stack-file";
import type { ReadConfig, Stack } from "./stack";

/** The Pulumi projects of this repository, by their folders. */
const projects: readonly { readonly folder: string; readonly read: ReadConfig }[] = [
  { folder: "", read: readPlatform },
  { folder: "bootstrap", read: readBootstrap },
];

/** A stack that has a file. */
export interface StackFile {
  readonly name: string;
  /** Relative to the folder of the main project. */
  readonly file: string;
  readonly folder: string;
  readonly read: ReadConfig;
}

/**
 * The stacks of every project in the folder, sorted by name.
 *
 * @throws Error in words, where two projects call a stack the same.
 */
export function stacksIn(directory: string): readonly StackFile[] {
  const found = projects
    .filter(({ folder }) => existsSync(join(directory, folder)))
    .flatMap(({ folder, read }) =>
      stackNamesIn(join(directory, folder)).map((name): StackFile => {
        return { name, file: join(folder, stackFileOf(name)), folder, read };
      }),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const twice = found.find(({ name }, index) => found[index + 1]?.name === name);
  if (twice !== undefined) {
    const files = found.filter(({ name }) => name === twice.name).map(({ file }) => file);
    throw new Error(`${files.join(" and ")} are two stacks of one name; rename one`);
  }
  return found;
}

type Read<Result> =
  | { readonly stack: Result; readonly problems?: never }
  | { readonly stack?: never; readonly problems: readonly Problem[] };

/** Reads and checks a stack file. What is wrong with it comes back as problems, all that can be seen at once. */
export function readStack(directory: string, stackFile: StackFile): Read<Stack> {
  const { name, file, folder, read } = stackFile;
  const { settings: runnable, problems } = readStackFile(directory, stackFile, read);
  if (runnable === undefined) return { problems };
  const notices =
    runnable.environment === undefined
      ? runnable.notices
      : [...runnable.notices, ...disagreements(name, runnable.environment, bootstrapsIn(directory))];
  return { stack: { ...runnable, name, file, notices, project: readProject(join(directory, folder)) } };
}

/** Bootstrap's stack files, as far as they can be read; what is wrong with one is told with its own preview. */
function bootstrapsIn(directory: string): readonly BootstrapFile[] {
  return stacksIn(directory)
    .filter(({ folder }) => folder === "bootstrap")
    .flatMap((stackFile) => {
      const { settings } = readStackFile(directory, stackFile, parseSettings);
      return settings === undefined ? [] : [{ file: stackFile.file, settings }];
    });
}
