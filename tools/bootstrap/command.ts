import { parseArgs } from "node:util";
import yoctoSpinner from "yocto-spinner";
import { checkBootstrap, type FactsOrProblems, type Surroundings } from "./check";
import { deployLocally, logIn, moveState } from "./commands";
import { renderNext, renderSteps } from "./render";

const example = { region: "<region>", bucket: "urr-state-<account>" };

const usage = `Usage: npm run bootstrap

Shows where the bootstrap of the AWS account stands, and the next command. It changes nothing.

The bootstrap makes what the main program needs: the bucket for Pulumi's state, keys, roles and hosted zones.
Its own state is local at first and is then moved into the bucket. At the repository's root:

  ${deployLocally}
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
  readFacts: () => FactsOrProblems,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  const wish = wishOf(args);
  if (wish.problem !== undefined) {
    terminal.printError(`${wish.problem}\n\`npm run bootstrap -- --help\` shows what there is\n`);
    return 2;
  }
  if (wish.help) {
    terminal.print(`${usage}\n`);
    return 0;
  }
  const given = readFacts();
  const steps = await withSpinner(() => checkBootstrap(given, terminal));
  terminal.print(`${renderSteps(steps)}\n`);
  if (given.facts === undefined || steps.some(({ state }) => state !== "done")) return 1;
  terminal.print(`\n${renderNext(given.facts)}\n`);
  return 0;
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
  { readonly help: boolean; readonly problem?: never } | { readonly help?: never; readonly problem: string };

function wishOf(args: readonly string[]): Wish {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { help: { type: "boolean", short: "h", default: false } },
    });
    return values;
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
