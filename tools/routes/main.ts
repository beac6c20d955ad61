import "../fast-start";
import { join } from "node:path";
import { runRoutes } from "./command";

void runRoutes(process.argv.slice(2), join(__dirname, "..", ".."), {
  print: (text) => {
    console.log(text);
  },
  printError: (text) => {
    console.error(text);
  },
}).then((exitCode) => {
  process.exitCode = exitCode;
});
