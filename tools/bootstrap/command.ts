import { parseArgs } from "node:util";
import yoctoSpinner from "yocto-spinner";
import { checkBootstrap, type FactsOrProblems, type Surroundings } from "./check";
import { chooseStack } from "./choice";
import { deployLocally, logIn, moveState } from "./commands";
import { folder } from "./paths";
import { renderNext, renderSteps } from "./render";

const example = { stack: "<stack>", region: "<region>", bucket: "urr-state-<account>" };

const usage = `Shows where the bootstrap of an AWS account stands, and the next command. It changes nothing.

  npm run bootstrap              the stack \`bootstrap\`, or the only one with a file in bootstrap/
  npm run bootstrap -- <stack>   another one: an account has a stack of its own

The bootstrap makes what the main program needs: the bucket for Pulumi's state, keys, roles and hosted zones.
Its own state is local at first and is then moved into the bucket. At the repository's root:

  ${deployLocally(example)}
  ${logIn(example)}
  ${moveState(example)}

  ✓ done   → open   ? cannot tell   · waits for another step

Exit code: 0 everything is done, 1 something is open or cannot be told, 2 usage.`;

export interface Terminal extends Surroundings {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** Runs the check; the result is the exit code. */
export async function runBootstrap(
  args: readonly string[],
  readFacts: (stack: string) => FactsOrProblems,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  const wish = wishOf(args);
  if (wish.problem !== undefined) return refuse(wish.problem, terminal);
  if (wish.help) {
    terminal.print(`${usage}\n`);
    return 0;
  }
  const { stack, problem } = chooseStack(wish.stack, terminal.namesIn(folder));
  if (stack === undefined) return refuse(problem, terminal);
  const given = readFacts(stack);
  const steps = await withSpinner(() => checkBootstrap(given, terminal));
  terminal.print(`${renderSteps(steps)}\n`);
  if (given.facts === undefined || steps.some(({ state }) => state !== "done")) return 1;
  terminal.print(`\n${renderNext(given.facts)}\n`);
  return 0;
}

function refuse(problem: string, { printError }: Terminal): 2 {
  printError(`${problem}\n\`npm run bootstrap -- --help\` shows what there is\n`);
  return 2;
}

async function withSpinner<T>(work: () => Promise<T>): Promise<T> {
  const spinner = yoctoSpinner({ text: "Asking AWS and the public DNS", stream: process.stderr });
  if (process.stderr.isTTY) spinner.start();
  try {
    return await work();
  } finally {
    spinner.stop();
  }
}

type Wish =
  | { readonly help: boolean; readonly stack: string | undefined; readonly problem?: never }
  | { readonly help?: never; readonly stack?: never; readonly problem: string };

function wishOf(args: readonly string[]): Wish {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: "boolean", short: "h", default: false } },
    });
    if (positionals.length > 1) return { problem: `one stack at a time, not ${positionals.join(" and ")}` };
    return { help: values.help, stack: positionals[0] };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
