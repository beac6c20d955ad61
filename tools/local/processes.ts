import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Ended } from "../aws-cli/processes";

export interface RunOptions {
  /** Beside the variables that this process has. */
  readonly env?: Readonly<Record<string, string>>;
  /** Its output goes to the terminal while it runs, and is not kept. */
  readonly shown?: boolean;
  /** Ctrl-C does not end it: it clears up. */
  readonly lasting?: boolean;
  /** Where it runs, in place of the folder of all. */
  readonly folder?: string;
  /** A file that all of its output goes to. */
  readonly log?: string;
  /** Ends it, as Ctrl-C does. */
  readonly signal?: AbortSignal;
}

/** Runs a program without a shell, for as long as it takes. */
export type RunProgram = (command: string, args: readonly string[], options?: RunOptions) => Promise<Ended>;

/**
 * Runs programs in a folder.
 *
 * @param interrupted ends what is neither shown nor lasting; what is shown hears of Ctrl-C from the terminal itself.
 */
export function programsIn(folder: string, env: NodeJS.ProcessEnv, interrupted: AbortSignal): RunProgram {
  return (command, args, options = {}) =>
    new Promise((resolve) => {
      const { env: more = {}, shown = false, lasting = false, log } = options;
      const file = log === undefined ? undefined : openSync(log, "w");
      const child = spawn(command, args, {
        cwd: options.folder ?? folder,
        env: { ...env, ...more },
        // A group of its own does not hear the terminal's Ctrl-C.
        detached: lasting,
        windowsHide: true,
        stdio: ["ignore", file ?? (shown ? "inherit" : "pipe"), file ?? "pipe"],
      });
      // It is the child's now.
      if (file !== undefined) closeSync(file);
      let [stdout, stderr] = ["", ""];
      child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
      child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        if (shown) process.stderr.write(text);
        else stderr += text;
      });
      const end = () => child.kill("SIGINT");
      if (!shown && !lasting) interrupted.addEventListener("abort", end);
      options.signal?.addEventListener("abort", end);
      const settle = (ended: Ended) => {
        interrupted.removeEventListener("abort", end);
        options.signal?.removeEventListener("abort", end);
        resolve(ended);
      };
      child.on("error", (error: NodeJS.ErrnoException) => {
        settle(error.code === "ENOENT" ? { missing: true } : { code: 1, stdout, stderr: error.message });
      });
      // Not `exit`: npm's wrapper of Pulumi ends before Pulumi does, which holds its streams until it has cleaned up.
      child.on("close", (code) => {
        settle({ code: code ?? 1, stdout, stderr });
      });
    });
}

/** What a program said of its failure, in one line. */
export function reasonOf(ended: Ended, command: string): string {
  if (ended.missing) return `there is no \`${command}\` on the PATH`;
  const lines = `${ended.stdout}\n${ended.stderr}`.trim().split("\n");
  const said =
    ended.stderr
      .trim()
      .split("\n")
      .findLast((line) => line.trim() !== "") ??
    lines.at(-1) ??
    "";
  return said.trim() === "" ? `${command} ended with exit code ${String(ended.code)}` : said.trim();
}
