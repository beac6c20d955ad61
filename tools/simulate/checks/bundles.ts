import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFunction, type LambdaFunction } from "../../../functions/bundle";
import { bundleEdge } from "../../../functions/bundle-edge";
import {
  atMost,
  timed,
  type Options,
  type Simulation,
  type SimulationResult,
} from "../simulations/simulation";

const functions: readonly LambdaFunction[] = ["waiting-room-api", "line-controller"];
const runs = 7;

export const bundlesCheck: Simulation = {
  name: "bundles",
  title: "how large the functions are, and how long they take to load",
  visitors: 0,
  run,
};

function run({ progress }: Options): Promise<SimulationResult> {
  const gate = bundleEdge("admission-gate").bytes / 1_024;
  const sizes = functions.map((name) => bundleFunction(name).bytes / 1_024);
  const loads = functions.map((name, index) => {
    const took = loadMs(bundleFunction(name).code);
    progress((index + 1) / functions.length);
    return took;
  });
  const largest = Math.max(...sizes);
  const slowest = Math.max(...loads);
  return Promise.resolve({
    figures: { edgeKilobytes: gate, lambdaKilobytes: largest },
    timings: { loadMs: slowest },
    verdicts: [
      atMost("the gate's bundle", gate, 8, "KB", true),
      atMost("the larger of two functions' bundles", largest, 600, "KB", true),
      timed(atMost("loading it", slowest, 80, "ms", true)),
    ],
  });
}

/** The shortest time in which a fresh process has loaded the code, in milliseconds: the others tell of other work. */
function loadMs(code: string): number {
  const folder = mkdtempSync(join(tmpdir(), "urr-bundle-"));
  try {
    writeFileSync(join(folder, "index.js"), code);
    const script = `const from = performance.now(); try { require("./index.js"); } catch {}
      process.stdout.write(String(performance.now() - from)); process.exit(0);`;
    const times = Array.from({ length: runs }, () => {
      const { stdout } = spawnSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" });
      return Number(stdout);
    });
    return Math.min(...times);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
