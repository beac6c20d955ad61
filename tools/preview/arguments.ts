import { givenArguments } from "../project/given-arguments";

export interface Arguments {
  readonly stack: string | undefined;
  readonly base: string | undefined;
  readonly format: "text" | "json" | "markdown";
  readonly directory: string;
  readonly help: boolean;
}

export const usage = `Shows what the program would create, without an account, a cluster or the Pulumi CLI.

  npm run preview                             every stack in a line
  npm run preview -- prod                     one stack as a tree
  npm run preview -- prod --base main         what the working tree changes since a git ref
  npm run -s preview -- prod --json           the whole document as JSON, and nothing else on stdout
  npm run -s preview -- --markdown            the comment for a pull request

  --base <ref>        compare with a branch, tag or commit
  --json              print the document (version 1)
  --markdown          print Markdown
  --directory <path>  folder of Pulumi.yaml and the stack files (this project's by default)
  --help              this text

Exit code: 0 fine, 1 bad settings or a mandatory finding, 2 usage.`;

/** @throws UsageError in words, where the arguments make no sense. */
export function parseArguments(args: readonly string[], projectRoot: string): Arguments {
  const given = givenArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      base: { type: "string" },
      json: { type: "boolean", default: false },
      markdown: { type: "boolean", default: false },
      directory: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (typeof given === "string") throw new UsageError(given);
  const { values, positionals } = given;
  if (positionals.length > 1) throw new UsageError(`one stack at a time, not ${positionals.join(" and ")}`);
  if (values.json && values.markdown) throw new UsageError("--json and --markdown exclude each other");
  return {
    stack: positionals[0],
    base: values.base,
    format: values.json ? "json" : values.markdown ? "markdown" : "text",
    directory: values.directory ?? projectRoot,
    help: values.help,
  };
}

export class UsageError extends Error {}
