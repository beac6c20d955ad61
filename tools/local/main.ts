import "../fast-start";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { setTimeout } from "node:timers/promises";
import { runLocal } from "./command";
import { isPortTaken } from "./port-in-use";
import { programsIn } from "./processes";

const root = join(__dirname, "..", "..");
const interruption = new AbortController();
const { signal } = interruption;
// Not once: npm passes on what the terminal has sent already, and that would end this before its last words.
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.on(name, () => {
    interruption.abort();
  });
}

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.on("SIGINT", () => {
    interruption.abort();
  });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `, { signal })).trim());
  } catch {
    return false;
  } finally {
    terminal.close();
  }
}

void runLocal(process.argv.slice(2), {
  root,
  env: process.env,
  run: programsIn(root, process.env, signal),
  now: () => new Date(),
  sleep: (milliseconds) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
  isTaken: isPortTaken,
  confirm: process.stdin.isTTY ? confirm : undefined,
  interrupted: signal,
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
})
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  })
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
