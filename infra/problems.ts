import { z } from "zod";
import { meantBy } from "../components/misspelt";

/** One thing wrong in a stack file. */
export interface Problem {
  /** Where, e.g. `urr:network.zones[1]`. */
  readonly path: string;
  /** What is wrong, to be read after the path. */
  readonly message: string;
  /** A value that would be accepted, or the names that would be. */
  readonly example: string;
}

type Path = readonly PropertyKey[];
type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Every problem that `config` has under `schema`, with the example nearest to each. */
export function problemsOf(schema: z.ZodType, error: z.ZodError): Problem[] {
  const described = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return error.issues.flatMap((issue) => toProblems(issue, described));
}

export function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${String(part)}]`;
    return text === "" ? String(part) : `${text}.${String(part)}`;
  }, "");
}

/** Whether a path is another one, or leads further into it. */
export function isAtOrBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

/** As it would be written in YAML: text that YAML would read as a number or a word of its own stands in quotes. */
export function formatExample(value: unknown): string {
  const isPlain = typeof value === "string" && !/^([\d.]+|true|false|null|~)$/.test(value);
  return isPlain ? value : JSON.stringify(value);
}

function toProblems(issue: z.core.$ZodIssue, described: JsonSchema): Problem[] {
  if (issue.code === "unrecognized_keys") {
    const known = keysOf(schemaAt(described, issue.path));
    return issue.keys.map((key) => ({
      path: formatPath([...issue.path, key]),
      ...strangeName(key, known, "is not a setting"),
    }));
  }
  return [{ path: formatPath(issue.path), message: messageOf(issue), example: exampleOf(issue, described) }];
}

/** Says of a name that it is none of those that may stand there, and which it was to be. */
export function strangeName(
  name: string,
  known: readonly string[],
  message: string,
): Pick<Problem, "example" | "message"> {
  const meant = meantBy(name, known);
  if (meant !== undefined) return { message, example: meant };
  const [first] = known;
  return first === undefined
    ? { message, example: "leave it out" }
    : { message: `${message}, as these are: ${known.join(", ")}`, example: first };
}

/** The names that may stand in a mapping. */
function keysOf(mapping: JsonSchema | undefined): readonly string[] {
  const { properties, propertyNames } = mapping ?? {};
  const named = typeof propertyNames === "object" ? propertyNames.enum : undefined;
  return properties === undefined ? (named ?? []).map(String) : Object.keys(properties);
}

/** What a size counts, one and several; of numbers it is the value itself. */
const countedUnits = new Map<string, readonly [string, string]>([
  ["array", ["entry", "entries"]],
  ["string", ["character", "characters"]],
]);

/** What a value of the wrong kind should have been, as one would write it in YAML. */
const expectedTypes = new Map<string, string>([
  ["array", "must be a list"],
  ["boolean", "must be true or false"],
  ["int", "must be a whole number, without quotes"],
  ["number", "must be a number, without quotes"],
  ["object", "must be a mapping; {} where there is nothing to set"],
  ["record", "must be a mapping; {} where there is nothing to set"],
  ["string", "must be text, in quotes where it consists of digits"],
]);

/** A list longer than this says no more than that the value is not in it. */
const listedValues = 12;

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined && (issue.code === "invalid_type" || issue.code === "invalid_value")) {
    return "is required";
  }
  if (issue.code === "invalid_value") {
    const known = issue.values.map(String);
    if (typeof issue.input === "number" && known.some((value) => Number(value) === issue.input)) {
      return "must be text, in quotes";
    }
    return known.length > listedValues ? "is none that is known" : `is not one of ${known.join(", ")}`;
  }
  if ((issue.code === "too_big" || issue.code === "too_small") && issue.message.startsWith("Too ")) {
    const [bound, limit] =
      issue.code === "too_big" ? ["at most", issue.maximum] : ["at least", issue.minimum];
    const unit = countedUnits.get(issue.origin);
    if (unit === undefined) return `must be ${bound} ${String(limit)}`;
    return `must have ${bound} ${String(limit)} ${Number(limit) === 1 ? unit[0] : unit[1]}`;
  }
  if (issue.code === "invalid_key") {
    return `cannot stand here: the name ${issue.issues.map(({ message }) => message).join(", ")}`;
  }
  if (issue.code === "invalid_type")
    return expectedTypes.get(issue.expected) ?? `must be of type ${issue.expected}`;
  if (issue.code === "invalid_format" && issue.format === "email") return "is no e-mail address";
  return issue.message
    .replace(/^Invalid (input|option): /, "")
    .replace(/^expected/, "is not what it must be: expected");
}

function exampleOf(issue: z.core.$ZodIssue, described: JsonSchema): string {
  if (issue.code === "custom" && issue.params?.["example"] !== undefined) {
    return formatExample(issue.params["example"]);
  }
  for (let depth = issue.path.length; depth > 0; depth -= 1) {
    const at = schemaAt(described, issue.path.slice(0, depth));
    const example: unknown = at?.examples?.[0] ?? at?.default;
    if (example !== undefined) {
      return formatExample(partOf(example, at, issue.path.slice(depth)) ?? example);
    }
  }
  return "see schemas/stack.schema.json";
}

/** What stands in an example at a path, or would stand there under another name. Undefined where nothing does. */
function partOf(example: unknown, described: JsonSchema | undefined, path: Path): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return example;
  if (typeof example !== "object" || example === null) return undefined;
  const mayHaveAnyName = Array.isArray(example) || described?.properties?.[String(part)] === undefined;
  const parts: readonly (readonly [string, unknown])[] = Object.entries(example);
  const [first] = mayHaveAnyName ? parts : [];
  const [, inner] = parts.find(([name]) => name === String(part)) ?? first ?? [];
  return partOf(inner, schemaAt(described ?? {}, [part]), rest);
}

function schemaAt(described: JsonSchema, path: Path): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((at, part) => {
    if (at === undefined) return undefined;
    const next: unknown =
      typeof part === "number" ? at.items : (at.properties?.[String(part)] ?? at.additionalProperties);
    return typeof next === "object" && next !== null ? (next as JsonSchema) : undefined;
  }, described);
}
