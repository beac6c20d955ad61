import { cpus } from "node:os";
import { effectivePosition } from "../functions/waiting-room/positions/permutation";
import { bundlesCheck } from "../tools/simulate/checks/bundles";
import { gateCheck } from "../tools/simulate/checks/gate";
import { timed, atMost, type Verdict } from "../tools/simulate/simulations/simulation";
import { verdictTable } from "./verdicts";

const people = 1_000_000;
const drawTargetMs = 100;

/** Milliseconds to find everybody's place after the lottery, its tables included. */
function drawMs(): number {
  const lottery = { n: people, seed: "5e".repeat(32) };
  const from = performance.now();
  for (let position = 1; position <= people; position += 1) effectivePosition(position, lottery);
  return performance.now() - from;
}

async function main(): Promise<void> {
  console.log(`Node ${process.version}, ${String(cpus().length)} cores; the quietest of several rounds\n`);
  const options = { scale: 1, seed: 1, progress: () => undefined };
  const draw = timed(atMost("a lottery of a million people", drawMs(), drawTargetMs, "ms"));
  const gate = await gateCheck.run(options);
  const bundles = await bundlesCheck.run(options);
  const verdicts: readonly Verdict[] = [draw, ...gate.verdicts, ...bundles.verdicts];
  console.log(verdictTable("waiting room", verdicts));
}

if (process.argv.includes("--help")) {
  console.log(
    "Measures the waiting room's gate, its signatures, its bundles and a lottery. Takes half a minute.\n\n  npm run bench:waiting-room",
  );
} else {
  void main();
}
