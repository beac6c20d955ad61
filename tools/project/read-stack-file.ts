import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isScalar, parseDocument, visit, type Document } from "yaml";
import { strangeName, type Problem } from "../../infra/problems";
import type { Parsed } from "../../infra/read-config";
import { stackFileKeys } from "../../infra/stack-file";
import { isRecord } from "../../policies/read";

const fileName = /^Pulumi\.(.+)\.yaml$/;

export const stackFileOf = (stack: string) => `Pulumi.${stack}.yaml`;

/** The stacks that have a file in a project's folder, in no order. */
export function stackNamesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((file) => fileName.exec(file)?.[1] ?? []);
}

/** How a program reads what stands under `config:`. */
type Reader<Result> = (config: Readonly<Record<string, unknown>>, stack: string) => Parsed<Result>;

/** Reads a stack file with what its program makes of it; that it cannot be read is a problem like any other. */
export function readStackFile<Result>(
  directory: string,
  { name, file }: { readonly name: string; readonly file: string },
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
  if (syntaxError !== undefined) return { problems: [syntaxProblem(syntaxError, document)] };
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
      ...strangeName(key, stackFileKeys, "is no key of a stack file"),
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

function syntaxProblem(
  { code, linePos, message, pos }: ReturnType<typeof parseDocument>["errors"][number],
  document: Document,
): Problem {
  const [at] = linePos ?? [];
  const path = at === undefined ? "" : `line ${String(at.line)}, column ${String(at.col)}`;
  const twice = code === "DUPLICATE_KEY" ? keyAt(pos[0], document) : undefined;
  if (twice !== undefined) {
    const example = `${twice} once, with everything below it`;
    return { path, message: `is not YAML: ${twice} stands here for the second time`, example };
  }
  const first = message.split("\n")[0] ?? message;
  return {
    path,
    message: `is not YAML: ${first.replace(/ at line \d+, column \d+:?$/, "")}`,
    example: "key: value, indented by two spaces",
  };
}

/** The key that begins at a place of the text; undefined where that is none of one word. */
function keyAt(place: number, document: Document): string | undefined {
  const found: string[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.range?.[0] === place) found.push(String(key.value));
    },
  });
  return found[0];
}
