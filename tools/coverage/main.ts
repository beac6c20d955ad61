import { resolve } from "node:path";

import { runCoverage } from "./command";

process.exitCode = runCoverage(process.argv.slice(2), {
  root: resolve(__dirname, "../.."),
  colours: process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "",
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
});
