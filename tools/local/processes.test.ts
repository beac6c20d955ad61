import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { programsIn, reasonOf } from "./processes";

let folder = "";
let interruption: AbortController;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "local-"));
  interruption = new AbortController();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const run = (
  script: string,
  options: { readonly lasting?: boolean; readonly env?: Record<string, string> } = {},
) => programsIn(folder, process.env, interruption.signal)(process.execPath, ["--eval", script], options);

describe("a program", () => {
  it("is run in the folder with more variables, and its output and exit code come back", async () => {
    const script = "console.log(process.cwd(), process.env.MORE); console.error('no'); process.exitCode = 3";
    const ended = await run(script, { env: { MORE: "more" } });
    expect(ended).toMatchObject({ code: 3, stderr: "no\n" });
    expect(ended).toHaveProperty("stdout", expect.stringMatching(/local-\S+ more\n$/));
  });

  it("that is not there is missing", async () => {
    const programs = programsIn(folder, { PATH: folder }, interruption.signal);
    expect(await programs("docker", ["version"])).toEqual({ missing: true });
  });

  it("has ended when what it has started has ended, too", async () => {
    const child = "setTimeout(() => require('node:fs').writeFileSync('late', 'x'), 200)";
    await run(
      `require("node:child_process").spawn(process.execPath, ["--eval", ${JSON.stringify(child)}], { stdio: "inherit" }).unref()`,
    );
    expect(readFileSync(join(folder, "late"), "utf8")).toBe("x");
  });

  it.each([
    [false, "ended"],
    [true, "done"],
  ])("with lasting: %s is %s after Ctrl-C", async (lasting, result) => {
    writeFileSync(join(folder, "result"), "ended");
    const going = run(
      "require('node:fs').writeFileSync('up', ''); setTimeout(() => require('node:fs').writeFileSync('result', 'done'), 400)",
      { lasting },
    );
    const isUp = () => {
      try {
        return readFileSync(join(folder, "up")).length === 0;
      } catch {
        return false;
      }
    };
    await expect.poll(isUp, { interval: 10, timeout: 10_000 }).toBe(true);
    interruption.abort();
    await going;
    expect(readFileSync(join(folder, "result"), "utf8")).toBe(result);
  });

  it("says why it failed in its last line, and its exit code where it says nothing", () => {
    expect(reasonOf({ code: 1, stdout: "", stderr: "first\nERROR: last\n\n" }, "kind")).toBe("ERROR: last");
    expect(reasonOf({ code: 7, stdout: "", stderr: "" }, "kind")).toBe("kind ended with exit code 7");
    expect(reasonOf({ missing: true }, "kind")).toBe("there is no `kind` on the PATH");
  });
});
