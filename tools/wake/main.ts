import "../fast-start";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { runnerIn } from "../aws-cli/processes";
import { runWake } from "./command";
import { environmentsIn, readFacts } from "./facts";

const root = join(__dirname, "..", "..");
const interruption = new AbortController();
const { signal } = interruption;
// Not once: npm passes on what the terminal has sent already, and that would end this before its last words.
process.on("SIGINT", () => {
  interruption.abort();
});

// Without `--` npm keeps the option to itself, and what was to be printed would be done.
const kept = process.env["npm_config_dry_run"] === "true" ? ["--dry-run"] : [];

void runWake(
  [...process.argv.slice(2), ...kept],
  { names: () => environmentsIn(root), read: (stack) => readFacts(root, stack) },
  {
    run: runnerIn(root, process.env),
    now: () => new Date(),
    sleep: (milliseconds) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
    interrupted: signal,
    print: (text) => process.stdout.write(text),
    printError: (text) => process.stderr.write(text),
  },
)
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  })
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
