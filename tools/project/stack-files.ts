import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseDocument } from "yaml";
import { parseSettings } from "../../bootstrap/settings";
import type { Problem } from "../../infra/problems";
import type { Parsed } from "../../infra/read-config";
import { stackFileKeys } from "../../infra/stack-file";
import { isRecord } from "../../policies/read";
import { disagreements, type BootstrapFile } from "./agreement";
import { readBootstrap } from "./bootstrap";
import { readPlatform } from "./platform";
import { readProject } from "./project-file";
import type { ReadConfig, Stack } from "./stack";

/** The Pulumi projects of this repository, by their folders. */
const projects: readonly { readonly folder: string; readonly read: ReadConfig }[] = [
  { folder: "", read: readPlatform },
  { folder: "bootstrap", read: readBootstrap },
];

const fileName = /^Pulumi\.(.+)\.yaml$/;

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
      readdirSync(join(directory, folder)).flatMap((file): StackFile[] => {
        const name = fileName.exec(file)?.[1];
        return name === undefined ? [] : [{ name, file: join(folder, file), folder, read }];
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

/** How a program reads what stands under `config:`. */
type Reader<Result> = (config: Readonly<Record<string, unknown>>, stack: string) => Parsed<Result>;

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

/** Reads a stack file with what its program makes of it; that it cannot be read is a problem like any other. */
export function readStackFile<Result>(
  directory: string,
  { name, file }: Pick<StackFile, "name" | "file">,
  read: Reader<Result>,
): Parsed<Result> {
  let text: string;
  try {
    text = readFileSync(join(directory, file), "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    const example = `a file beside ${join(dirname(file), "Pulumi.yaml")}`;
    return { problems: [{ path: "", message: `cannot be read (${reason})`, example }] };
  }
  return parseStackFile(text, name, read);
}

/** Reads a stack file's text with what its program makes of it. */
export function parseStackFile<Result>(text: string, name: string, read: Reader<Result>): Parsed<Result> {
  const document = parseDocument(text, { prettyErrors: true });
  // Of several, the later ones are mostly consequences of the first.
  const [syntaxError] = document.errors;
  if (syntaxError !== undefined) return { problems: [syntaxProblem(syntaxError)] };
  const content = valueOf(document);
  if (content instanceof Error) return { problems: [brokenReference(content)] };
  if (!isRecord(content) || !isRecord(content["config"])) {
    return {
      problems: [
        { path: "config", message: "is required and holds the settings", example: "config: {aws:region: …}" },
      ],
    };
  }
  const unknownKeys = Object.keys(content)
    .filter((key) => !stackFileKeys.includes(key))
    .map((key) => ({
      path: key,
      message: "is no key of a stack file",
      example: `one of ${stackFileKeys.join(", ")}`,
    }));
  const result = read(content["config"], name);
  if (result.problems !== undefined) return { problems: [...unknownKeys, ...result.problems] };
  return unknownKeys.length > 0 ? { problems: unknownKeys } : result;
}

/** The file's content; an alias without an anchor shows only here. */
function valueOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function brokenReference({ message }: Error): Problem {
  return { path: "", message: `is not YAML: ${message}`, example: "key: &anchor value, then other: *anchor" };
}

function syntaxProblem({ message, linePos }: ReturnType<typeof parseDocument>["errors"][number]): Problem {
  const [at] = linePos ?? [];
  const first = message.split("\n")[0] ?? message;
  return {
    path: at === undefined ? "" : `line ${String(at.line)}, column ${String(at.col)}`,
    message: `is not YAML: ${first.replace(/ at line \d+, column \d+:?$/, "")}`,
    example: "key: value, indented by two spaces",
  };
}
