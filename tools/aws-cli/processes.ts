import { execFile, type ExecFileException } from "node:child_process";

/** How a command ended, or that there is no such command. */
export type Ended =
  | { readonly code: number; readonly stdout: string; readonly stderr: string; readonly missing?: never }
  | { readonly missing: true };

export type Run = (command: string, args: readonly string[]) => Promise<Ended>;

const patience = 60_000;

/** Runs commands in a folder, without a shell. */
export function runnerIn(folder: string, env: NodeJS.ProcessEnv): Run {
  return (command, args) =>
    new Promise((resolve) => {
      const child = execFile(
        command,
        [...args],
        // A pager would wait for someone who cannot see it.
        { cwd: folder, env: { ...env, AWS_PAGER: "" }, timeout: patience, encoding: "utf8" },
        (error, stdout, stderr) => {
          if (error === null) resolve({ code: 0, stdout, stderr });
          else if (error.code === "ENOENT") resolve({ missing: true });
          else resolve({ code: 1, stdout, stderr: explain(command, error, stderr) });
        },
      );
      child.stdin?.end();
    });
}

function explain(command: string, error: ExecFileException, stderr: string): string {
  if (error.killed === true) return `${command} gave no answer within ${String(patience / 1000)} seconds`;
  return stderr.trim() === "" ? error.message : stderr;
}
