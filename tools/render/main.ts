import "../fast-start";
import { join } from "node:path";
import { runRender } from "./command";

process.exitCode = runRender(process.argv.slice(2), join(__dirname, "..", ".."), {
  print: (text) => {
    console.log(text);
  },
  printError: (text) => {
    console.error(text);
  },
});
