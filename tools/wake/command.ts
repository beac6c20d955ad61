import yoctoSpinner from "yocto-spinner";
import { awsCli, type AskAws } from "../aws-cli/ask";
import { checkLogin } from "../aws-cli/login";
import type { Run } from "../aws-cli/processes";
import { renderProblems } from "../preview/render/problems";
import { paint } from "../preview/render/style";
import { usage, wishOf } from "./arguments";
import { scriptOf } from "./commands";
import { databasePart } from "./database";
import type { FactsOrProblems, WakeFacts } from "./facts";
import { nodesPart } from "./nodes";
import { duration, renderChange, renderRest, renderTable } from "./render";
import { nextStop } from "./until";
import { watch, type Waiting, type Watched } from "./watch";

/** The environments of the project. */
export interface Environments {
  readonly names: () => readonly string[];
  readonly read: (stack: string) => FactsOrProblems;
}

export interface Terminal extends Waiting {
  readonly run: Run;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

export type ExitCode = 0 | 1 | 2 | 130;

/** Wakes an environment; the result is the exit code. */
export async function runWake(
  args: readonly string[],
  environments: Environments,
  terminal: Terminal,
): Promise<ExitCode> {
  const { print, printError } = terminal;
  const wish = wishOf(args, environments.names);
  if (wish.problem !== undefined) {
    printError(`${wish.problem}\n\`npm run wake -- --help\` shows what there is\n`);
    return 2;
  }
  if (wish.help) {
    print(`${usage}\n`);
    return 0;
  }
  const given = environments.read(wish.stack);
  if (given.facts === undefined) {
    const problems = given.problems.map((problem) => ({ file: given.file, ...problem }));
    printError(`${renderProblems(problems)}\n`);
    return 1;
  }
  const { facts } = given;
  const { hours } = facts;
  if (hours === undefined) {
    print(`${facts.stack} is never stopped: ${facts.file} sets no urr:operations.workingHours.\n`);
    return 0;
  }
  if (wish.dryRun) {
    print(`${renderScript(facts)}\n`);
    return 0;
  }
  return wake({ ...facts, hours }, terminal);
}

type Sleeper = WakeFacts & { readonly hours: NonNullable<WakeFacts["hours"]> };

async function wake(facts: Sleeper, terminal: Terminal): Promise<ExitCode> {
  const { print, printError } = terminal;
  const ask = awsCli(terminal.run, facts.region);
  const spinner = yoctoSpinner({ text: "Asking AWS", stream: process.stderr, handleSignals: false });
  if (process.stderr.isTTY) spinner.start();
  try {
    const setting = `urr:environment.accountId in ${facts.file}`;
    const login = await checkLogin(ask, { id: facts.accountId, setting });
    if (login.trouble !== undefined) {
      spinner.stop();
      if (terminal.interrupted.aborted) {
        printError("Nothing was asked for.\n");
        return 130;
      }
      const { text, details } = login.trouble;
      printError([`The credentials: ${text}`, ...details.map((detail) => `  ${detail}`), ""].join("\n"));
      return 1;
    }
    const open = facts.accountId === undefined ? `, which nothing checks: ${facts.file} names none` : "";
    print(`Waking ${facts.stack} in account ${login.accountId}${open}\nas ${login.arn}\n\n`);
    const parts = partsOf(ask, facts);
    // Without a terminal the text itself would be written.
    if (spinner.isSpinning) spinner.text = "Waiting for AWS; Ctrl-C ends the waiting, not the start";
    const watched = await watch(parts, terminal, (seen) => {
      print(`${renderChange(seen)}\n`);
    });
    spinner.stop();
    const rest = renderRest(
      parts.map(({ kind }) => kind),
      watched,
    );
    return conclude(facts, watched, rest, terminal);
  } finally {
    spinner.stop();
  }
}

function partsOf(ask: AskAws, facts: WakeFacts) {
  const nodes = nodesPart(ask, facts);
  return facts.database === undefined ? [nodes] : [nodes, databasePart(ask, facts.database)];
}

function conclude(
  { stack, hours }: Sleeper,
  { end, milliseconds, seen }: Watched,
  rest: string,
  { now, print, printError }: Terminal,
): ExitCode {
  const after = duration(milliseconds);
  if (end === "up") {
    print(`\n${renderTable(seen)}\n\n`);
    print(`${paint("bold", stack)} is up after ${after}, until ${nextStop(hours, now())}.\n`);
    return 0;
  }
  const words = {
    interrupted: `Nobody waits for ${stack} any more.`,
    late: `${stack} is not up after ${after}, and nobody waits any longer.`,
    refused: `${stack} is not up.`,
  };
  printError(`\n${[words[end], rest].join(" ").trim()}\n`);
  return end === "interrupted" ? 130 : 1;
}

function renderScript(facts: WakeFacts): string {
  const account = facts.accountId ?? "any account: the stack file names none";
  return [
    paint("dim", `# ${facts.stack}, for a POSIX shell with a login to ${account}; nothing was changed`),
    ...scriptOf(facts).map((line) => paint("cyan", line)),
  ].join("\n");
}
