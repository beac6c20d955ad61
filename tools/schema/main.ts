import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackSchema } from "./stack-schema";

const usage = `Writes schemas/stack.schema.json from the settings' own schemas.

  npm run schema             write it
  npm run schema -- --check  write nothing; exit 1 if it is not current`;

const file = join(__dirname, "..", "..", "schemas", "stack.schema.json");
const [option, ...rest] = process.argv.slice(2);

if (option === "--help") {
  console.log(usage);
} else if (rest.length > 0 || (option !== undefined && option !== "--check")) {
  console.error(usage);
  process.exitCode = 2;
} else if (option === "--check") {
  if (readFileSync(file, "utf8") !== stackSchema()) {
    console.error("schemas/stack.schema.json is not current: run `npm run schema`");
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, stackSchema());
  console.log("wrote schemas/stack.schema.json");
}
