import type { z } from "zod";
import type { Run } from "./processes";

export interface AwsFailure {
  /** AWS' error code, e.g. `404`; empty where the CLI itself failed. */
  readonly code: string;
  readonly message: string;
  /** There is no AWS CLI at all. */
  readonly missing?: true;
}

export type AwsAnswer<T> =
  { readonly value: T; readonly failure?: never } | { readonly value?: never; readonly failure: AwsFailure };

export type AskAws = <T>(args: readonly string[], schema: z.ZodType<T>) => Promise<AwsAnswer<T>>;

/** Asks through the AWS CLI: it knows every way to log in, and whoever deploys has it anyway. */
export function awsCli(run: Run, region: string): AskAws {
  return async (args, schema) => {
    const ended = await run("aws", [...args, "--region", region, "--output", "json"]);
    if (ended.missing) {
      return { failure: { code: "", message: "there is no `aws` on the PATH", missing: true } };
    }
    if (ended.code !== 0) return { failure: failureOf(ended.stderr) };
    // The CLI prints nothing at all for an empty answer, such as that of a bucket which never had versions.
    const value = schema.safeParse(parseJson(ended.stdout.trim() === "" ? "{}" : ended.stdout));
    if (value.success) return { value: value.data };
    return { failure: { code: "", message: `aws ${args.slice(0, 2).join(" ")} answered something else` } };
  };
}

function failureOf(stderr: string): AwsFailure {
  const lastLine = stderr.trim().split("\n").at(-1)?.trim() ?? "";
  const code = /An error occurred \(([^)]+)\)/.exec(stderr)?.[1] ?? "";
  return { code, message: withoutSecrets(lastLine) };
}

/** Access key ids, and whatever is long enough to be a secret key or a session token. */
function withoutSecrets(line: string): string {
  return line.replace(/\bA[A-Z]{3}[A-Z0-9]{16}\b|[A-Za-z0-9+/=]{40,}/g, "…");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
