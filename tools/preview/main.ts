import "../fast-start";
import { join } from "node:path";
import { runPreview } from "./command";

void runPreview(process.argv.slice(2), join(__dirname, "..", "..")).then((exitCode) => {
  process.exitCode = exitCode;
});
