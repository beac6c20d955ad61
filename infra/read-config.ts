import type { z } from "zod";
import { isAtOrBelow, problemsOf, type Problem } from "./problems";
import { clearSecrets, misplacedSecrets } from "./secure-values";

/** A project's settings, or everything that is wrong with them. */
export type Parsed<Settings> =
  | { readonly settings: Settings; readonly problems?: never }
  | { readonly settings?: never; readonly problems: readonly Problem[] };

/** A deployment asks for more than a preview, which must work on a fresh clone without an account. */
export type Use = "preview" | "deployment";

export interface ReadConfig<Data> {
  /** Undefined where something is wrong with it. */
  readonly data: Data | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Reads what stands under `config:` of a stack file.
 *
 * Keys of the engine (`pulumi:…`) are left to it. Pure, and collects every problem it can see at once. `secretKeys`
 * must be encrypted where they are set, and nothing else may be.
 */
export function readConfig<Schema extends z.ZodType>(
  schema: Schema,
  config: Readonly<Record<string, unknown>>,
  stack: string,
  secretKeys: readonly string[] = [],
): ReadConfig<z.output<Schema>> {
  const ours = ownKeys(config);
  const secretProblems = [...misplacedSecrets(ours, secretKeys), ...clearSecrets(ours, secretKeys)];
  const parsed = schema.safeParse(ours, { reportInput: true });
  const schemaProblems = parsed.success ? [] : problemsOf(schema, parsed.error);
  const problems = [
    ...secretProblems,
    ...schemaProblems.filter(({ path }) => !secretProblems.some((secret) => isAtOrBelow(path, secret.path))),
    ...stackProblems(stack),
    ...strangeKeys(config),
  ];
  return { data: parsed.success ? parsed.data : undefined, problems };
}

function ownKeys(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(config).filter(([key]) => /^(urr|aws):/.test(key)));
}

/** A mistyped namespace would leave a whole section to its defaults without a word. */
function strangeKeys(config: Readonly<Record<string, unknown>>): Problem[] {
  return Object.keys(config)
    .filter((key) => !/^(urr|aws|pulumi):/.test(key))
    .map((key) => ({
      path: key,
      message: "belongs to no namespace that is read here",
      example: key.includes(":") ? key.replace(/^[^:]*/, "urr") : `urr:${key}`,
    }));
}

/** Physical names begin with the stack's name; so many characters leave room for the rest of a bucket's 63. */
export const longestStack = 20;
/** S3 takes lower-case letters, digits and hyphens only. */
const stackShape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export function isLegalStack(stack: string): boolean {
  return stackShape.test(stack) && stack.length <= longestStack;
}

function stackProblems(stack: string): Problem[] {
  if (isLegalStack(stack)) return [];
  const message = `is called ${stack}, and names on AWS begin with it: lower-case words joined by hyphens, at most ${String(longestStack)} characters`;
  return [{ path: "stack", message, example: "qa-2" }];
}
