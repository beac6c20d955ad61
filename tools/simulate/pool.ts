import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { Message, Order } from "./serve";
import type { Simulation, SimulationResult } from "./simulations/simulation";

/** A million promises live for a moment only: a larger nursery lets most of them die in it. */
const nursery = "--max-semi-space-size=32";

/** What the target allows a simulation, less what is not on the heap. */
const heap = "--max-old-space-size=1150";

/** Runs simulations in processes of their own, so that each has a core and its memory is its own. */
export class Pool {
  readonly #folder = mkdtempSync(join(tmpdir(), "urr-simulate-"));
  readonly #worker = join(this.#folder, "worker.cjs");
  readonly #children = new Set<ChildProcess>();

  constructor() {
    // As one file: what loads TypeScript on the fly makes calls between modules slow, and there are a billion of them.
    buildSync({
      entryPoints: [join(__dirname, "worker.ts")],
      bundle: true,
      platform: "node",
      format: "cjs",
      outfile: this.#worker,
      logLevel: "silent",
    });
  }

  /** @throws if the process fails, with the last it said. */
  run(simulation: Simulation, order: Order, progress: (share: number) => void): Promise<SimulationResult> {
    const isCheck = simulation.id === undefined;
    const child = isCheck
      ? fork(join(__dirname, "check-worker.ts"), { silent: true })
      : fork(this.#worker, { silent: true, execArgv: [nursery, heap] });
    this.#children.add(child);
    let complaints = "";
    child.stderr?.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    child.send(order);
    return new Promise((resolve, reject) => {
      let result: SimulationResult | undefined;
      child.on("message", (message: Message) => {
        if (message.kind === "progress") progress(message.share);
        else result = message.result;
      });
      child.on("error", reject);
      child.on("exit", (code) => {
        this.#children.delete(child);
        if (result !== undefined) resolve(result);
        else reject(new Error(`${simulation.name} ended with ${String(code)}: ${complaints.slice(-2_000)}`));
      });
    });
  }

  /** Ends whatever still runs. */
  close(): void {
    for (const child of this.#children) child.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Does all of it, so much at a time; the results come in the order of the work. */
export async function inTurns<Work, Result>(
  work: readonly Work[],
  atOnce: number,
  run: (one: Work) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = work.entries();
  const worker = async () => {
    for (const [index, one] of queue) results[index] = await run(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
