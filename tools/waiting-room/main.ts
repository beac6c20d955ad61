import "../fast-start";
import { runWaitingRoom } from "./command";

const interruption = new AbortController();
// Not once: npm passes on what the terminal has sent already, and that would end this before its last words.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    interruption.abort();
  });
}

void runWaitingRoom(process.argv.slice(2), {
  interrupted: interruption.signal,
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
