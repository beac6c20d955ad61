import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the program is given to run. */
export interface NjsRun {
  readonly main: string;
  /** Files beside it, by name; `state.folder` tells where. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Runs a module in the njs command line and returns the lines it prints. Throws with what njs says if it does not parse
 * or run. The module `cloudfront` has a store that knows what `state.current` of the module `state` holds.
 */
export function runNjs(njs: string, { main, files = {} }: NjsRun): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "urr-njs-"));
  try {
    const all = {
      state: `import fs from "fs"; export default { current: {}, fs: fs, folder: ${JSON.stringify(folder)} };`,
      cloudfront: `import state from "state";
        function get(key) {
          var value = state.current[key];
          return value === undefined ? Promise.reject(new Error("KeyNotFound")) : Promise.resolve(value);
        }
        export default { kvs: function () { return { get: get }; } };`,
      "main.js": main,
      ...files,
    };
    Object.entries(all).forEach(([name, text]) => {
      writeFileSync(join(folder, name), text);
    });
    const { stdout, stderr, status } = spawnSync(njs, ["-p", folder, join(folder, "main.js")], {
      encoding: "utf8",
      maxBuffer: 256 * 1024 ** 2,
    });
    // njs reports a module that does not parse or throws, and may yet end with 0.
    if (status !== 0 || stderr !== "" || /^(?:Thrown|SyntaxError)/m.test(stdout)) {
      throw new Error(`njs: ${stderr}${stdout.slice(0, 2_000)}`);
    }
    return stdout.split("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
