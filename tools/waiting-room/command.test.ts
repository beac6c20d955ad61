import { createServer } from "node:net";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { wishOf } from "./arguments";
import { runWaitingRoom } from "./command";

/** Runs the command; `heard` is called with everything it prints. */
async function run(
  args: readonly string[],
  heard: (text: string, stop: () => void) => void = () => undefined,
) {
  const interruption = new AbortController();
  let [printed, problems] = ["", ""];
  const exitCode = await runWaitingRoom(args, {
    interrupted: interruption.signal,
    print: (text) => {
      printed += text;
      heard(text, () => {
        interruption.abort();
      });
    },
    printError: (text) => (problems += text),
  });
  return { exitCode, printed, problems };
}

describe("npm run waiting-room", () => {
  it("prints where everything is, and stops when it is interrupted", async () => {
    const { exitCode, printed } = await run(["--port", "0", "--memory"], (text, stop) => {
      if (text.includes("/operator")) stop();
    });
    expect(exitCode).toBe(0);
    expect(printed).toMatch(/http:\/\/127\.0\.0\.1:\d+\/shop\//);
    expect(printed).toMatch(/Stopped\.\n$/);
  });

  it("a port that is taken is one clear line", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = String(typeof address === "object" ? address?.port : address);
    const { exitCode, problems } = await run(["--port", port, "--memory"]);
    other.close();
    expect(exitCode).toBe(1);
    expect(problems).toBe(`Port ${port} is in use: choose another one with --port.\n`);
  });

  it("settings that do not go together are one clear line, and nothing keeps running", async () => {
    const { exitCode, problems } = await run(["--port", "0", "--memory", "--rate", "1000"]);
    expect(exitCode).toBe(1);
    expect(problems).toMatch(/^These settings do not go together: [^\n{]+ A lower --rate would do\.\n$/);
  });

  it.each([
    [["--visitors", "many"], "--visitors takes a whole number from 0 to 20000"],
    [["--rate", "0"], "--rate takes a number from 0.1 to 1000"],
    [["--port", "70000"], "--port takes a whole number from 0 to 65535"],
    [["--capacity", ""], "--capacity takes a whole number from 1 to 100000"],
    [["--fast"], "Unknown option '--fast'"],
    [["now"], "Unexpected argument 'now'"],
  ])("%s is refused in one line and with exit code 2", async (args, problem) => {
    const { exitCode, problems } = await run(args);
    expect(exitCode).toBe(2);
    expect(problems.split("\n")[0]).toContain(problem);
  });

  it("--help tells every option", async () => {
    const { exitCode, printed } = await run(["--help"]);
    expect(exitCode).toBe(0);
    const wish = wishOf([]);
    const options = wish.kind === "run" ? Object.keys(wish.settings) : [];
    expect(options.length).toBeGreaterThan(0);
    for (const option of options) expect(printed).toContain(`--${option}`);
  });
});
