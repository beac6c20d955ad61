import "../fast-start";
import { join } from "node:path";
import { runReach } from "./command";
import { lineWidth } from "./line-width";

void runReach(process.argv.slice(2), join(__dirname, "..", ".."), {
  print: (text) => {
    console.log(text);
  },
  printError: (text) => {
    console.error(text);
  },
  width: lineWidth(process.env["COLUMNS"], process.stdout),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
