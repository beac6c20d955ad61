import "../fast-start";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { evaluateStack } from "../preview/evaluate-stack";
import { readStack, stacksIn } from "../project/stack-files";
import { inventoryFileOf, inventoryOf } from "./inventory";

const usage = `Writes the names of every stack's resources to test/inventory/, one file per stack.

  npm run inventory`;

async function main(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    console.log(usage);
    return args[0] === "--help" ? 0 : 2;
  }
  const root = join(__dirname, "..", "..");
  rmSync(join(root, "test", "inventory"), { recursive: true, force: true });
  mkdirSync(join(root, "test", "inventory"), { recursive: true });
  for (const stackFile of stacksIn(root)) {
    const { stack, problems } = readStack(root, stackFile);
    if (stack === undefined) {
      console.error(problems.map(({ path, message }) => `${stackFile.file} ${path} ${message}`).join("\n"));
      return 1;
    }
    const { resources } = await evaluateStack(stack, "update");
    const file = inventoryFileOf(stack.name);
    writeFileSync(join(root, file), inventoryOf(resources));
    console.log(`wrote ${file}: ${String(resources.length)} resources`);
  }
  return 0;
}

void main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
