import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ticketEventSchemaFiles } from "../../functions/ticket-events/json-schema";
import { openApiFile } from "../../functions/waiting-room-api/open-api-document";
import { stackSchemas } from "./stack-schema";

const usage = `Writes schemas/ from the schemas in the code: of stack files, of ticket events and of the API.

  npm run schema             write them
  npm run schema -- --check  write nothing; exit 1 if one is not current`;

const folder = join(__dirname, "..", "..", "schemas");
const [option, ...rest] = process.argv.slice(2);

if (option === "--help") {
  console.log(usage);
} else if (rest.length > 0 || (option !== undefined && option !== "--check")) {
  console.error(usage);
  process.exitCode = 2;
} else {
  for (const [name, schema] of Object.entries({
    ...stackSchemas,
    ...ticketEventSchemaFiles,
    ...openApiFile,
  })) {
    const file = join(folder, name);
    if (option === undefined) {
      writeFileSync(file, schema());
      console.log(`wrote schemas/${name}`);
    } else if (readFileSync(file, "utf8") !== schema()) {
      console.error(`schemas/${name} is not current: run \`npm run schema\``);
      process.exitCode = 1;
    }
  }
}
