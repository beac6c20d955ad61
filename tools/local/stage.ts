import yoctoSpinner from "yocto-spinner";
import { paint } from "../preview/render/style";

/** How a stage ended: with a line that tells of it, or with the lines of what is wrong. */
export type Result =
  | { readonly done: string; readonly problems?: never }
  | { readonly done?: never; readonly problems: readonly string[] };

/** One of several steps, each of which needs those before it. */
export interface Stage {
  readonly name: string;
  /** What it does, while it does it. */
  readonly doing: string;
  /** `tell` shows how far it is. */
  readonly run: (tell: (text: string) => void) => Promise<Result>;
  /** Other programs write to the terminal meanwhile. */
  readonly speaks?: boolean;
  /** Clears up after Ctrl-C, and tells what is left. */
  readonly leave?: () => Promise<string>;
}

export interface Terminal {
  readonly interrupted: AbortSignal;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

export type ExitCode = 0 | 1 | 2 | 130;

/** Runs the stages until one fails or Ctrl-C is pressed. */
export async function runStages(stages: readonly Stage[], terminal: Terminal): Promise<0 | 1 | 130> {
  const width = Math.max(...stages.map(({ name }) => name.length));
  const isInterrupted = () => terminal.interrupted.aborted;
  for (const stage of stages) {
    const result = await runStage(stage);
    if (isInterrupted()) {
      const left = (await stage.leave?.()) ?? "Nothing was changed.";
      terminal.printError(`\nStopped at ${stage.name}. ${left}\n`);
      return 130;
    }
    if (result.problems !== undefined) {
      const lines = result.problems.map((problem) => `${paint("red", "✗", process.stderr)} ${problem}\n`);
      terminal.printError(lines.join(""));
      return 1;
    }
    terminal.print(`${paint("green", "✓")} ${stage.name.padEnd(width)}  ${result.done}\n`);
  }
  return 0;
}

async function runStage({ doing, run, speaks = false }: Stage): Promise<Result> {
  const spinner = yoctoSpinner({ text: doing, stream: process.stderr, handleSignals: false });
  if (process.stderr.isTTY && !speaks) spinner.start();
  try {
    return await run((text) => {
      // Without a terminal the text itself would be written.
      if (spinner.isSpinning) spinner.text = text;
    });
  } finally {
    spinner.stop();
  }
}
