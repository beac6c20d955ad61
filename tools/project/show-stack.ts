import type { Resource } from "../offline/resource";
import { evaluateStack } from "../preview/evaluate-stack";
import { renderProblems } from "../preview/render/problems";
import { chosenStack } from "./choose-stack";
import { givenArguments } from "./given-arguments";
import type { Stack } from "./stack";
import { readStack, type StackFile } from "./stack-files";
import type { Terminal } from "./terminal";

/** A command that reads one stack, evaluates it and shows something of it: `npm run <name> -- <stack> [--json]`. */
export interface StackCommand<Document> {
  readonly name: string;
  readonly usage: string;
  /** Those it can show. */
  readonly stackFiles: readonly StackFile[];
  readonly documentOf: (
    stack: Stack,
    resources: readonly Resource[],
    wish: { readonly json: boolean },
  ) => Document | Promise<Document>;
  readonly render: (document: Document) => string;
}

/** Runs it; the result is the exit code. */
export async function showStack<Document>(
  { documentOf, name, render, stackFiles, usage }: StackCommand<Document>,
  args: readonly string[],
  root: string,
  { print, printError }: Terminal,
): Promise<0 | 1 | 2> {
  const wish = wishOf(args, stackFiles);
  if (wish.kind === "problem") {
    printError(`${wish.text}\n\`npm run ${name} -- --help\` shows what there is`);
    return 2;
  }
  if (wish.kind === "help") {
    print(usage);
    return 0;
  }
  const { file } = wish.stackFile;
  const { problems, stack } = readStack(root, wish.stackFile);
  if (stack === undefined) {
    printError(renderProblems(problems.map((problem) => ({ file, ...problem }))));
    return 1;
  }
  const { problems: troubles, resources } = await evaluateStack(stack, "update");
  if (troubles.length > 0) {
    printError(troubles.join("\n"));
    return 1;
  }
  const document = await documentOf(stack, resources, wish);
  print(wish.json ? JSON.stringify(document, null, 2) : render(document));
  return 0;
}

type Wish =
  | { readonly kind: "help" }
  | { readonly kind: "show"; readonly stackFile: StackFile; readonly json: boolean }
  | { readonly kind: "problem"; readonly text: string };

function wishOf(args: readonly string[], stackFiles: readonly StackFile[]): Wish {
  const given = givenArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (typeof given === "string") return { kind: "problem", text: given };
  const { positionals, values } = given;
  if (values.help) return { kind: "help" };
  const { problem, stack: stackFile } = chosenStack(positionals, stackFiles);
  if (problem !== undefined) return { kind: "problem", text: problem };
  return { kind: "show", stackFile, json: values.json };
}
