import "../fast-start";
import { join } from "node:path";
import { runSimulate } from "./command";

const isTerminal = process.stderr.isTTY;

void runSimulate(process.argv.slice(2), join(__dirname, "..", ".."), {
  print: (text) => process.stdout.write(text),
  show: (text) => {
    if (isTerminal) process.stderr.write(`\r\u001b[2K${text}`);
  },
})
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  })
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
