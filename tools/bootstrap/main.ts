import "../fast-start";
import { Resolver } from "node:dns/promises";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runnerIn } from "../aws-cli/processes";
import { runBootstrap } from "./command";
import { readFacts } from "./facts";

const root = join(__dirname, "..", "..");
const resolver = new Resolver({ timeout: 3000, tries: 2 });

void runBootstrap(process.argv.slice(2), (stack) => readFacts(root, stack), {
  run: runnerIn(root, process.env),
  resolveNs: (domain) => resolver.resolveNs(domain),
  readText: (path) => readFileSync(join(root, path), "utf8"),
  exists: (path) => existsSync(join(root, path)),
  namesIn: (path) => (existsSync(join(root, path)) ? readdirSync(join(root, path)) : []),
  backendUrl: process.env["PULUMI_BACKEND_URL"],
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
