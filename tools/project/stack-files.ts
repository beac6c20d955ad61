import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { Problem } from "../../infra/problems";
import { parseSettings, type Settings } from "../../infra/settings";
import { stackFileKeys } from "../../infra/stack-file";

const fileName = /^Pulumi\.(.+)\.yaml$/;

/** The stacks that have a file in the folder, sorted by name. */
export function stacksIn(directory: string): readonly string[] {
  return readdirSync(directory)
    .map((file) => fileName.exec(file)?.[1])
    .filter((stack) => stack !== undefined)
    .toSorted();
}

export function stackFileOf(stack: string): string {
  return `Pulumi.${stack}.yaml`;
}

export type StackFile =
  | { readonly settings: Settings; readonly problems?: never }
  | { readonly settings?: never; readonly problems: readonly Problem[] };

/** Reads and checks a stack file. What is wrong with it comes back as problems, all that can be seen at once. */
export function readStackFile(directory: string, stack: string): StackFile {
  let text: string;
  try {
    text = readFileSync(join(directory, stackFileOf(stack)), "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    return {
      problems: [{ path: "", message: `cannot be read (${reason})`, example: "a file beside Pulumi.yaml" }],
    };
  }
  return parseStackFile(text, stack);
}

export function parseStackFile(text: string, stack: string): StackFile {
  const document = parseDocument(text, { prettyErrors: true });
  // Of several, the later ones are mostly consequences of the first.
  const [syntaxError] = document.errors;
  if (syntaxError !== undefined) return { problems: [syntaxProblem(syntaxError)] };
  const content: unknown = document.toJS();
  if (!isMapping(content) || !isMapping(content["config"])) {
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
  const parsed = parseSettings(content["config"], stack);
  if (parsed.settings === undefined) return { problems: [...unknownKeys, ...parsed.problems] };
  return unknownKeys.length > 0 ? { problems: unknownKeys } : parsed;
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

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
