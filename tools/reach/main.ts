import "../fast-start";
import { join } from "node:path";
import { runReach } from "./command";

void runReach(process.argv.slice(2), join(__dirname, "..", ".."), {
  print: (text) => {
    console.log(text);
  },
  printError: (text) => {
    console.error(text);
  },
}).then((exitCode) => {
  process.exitCode = exitCode;
});
