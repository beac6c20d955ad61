import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { scripts } from "../package.json";

const usage = z.object({ maxRss: z.number(), cpu: z.number() });

export interface Measurement {
  /** Seconds from start to exit. */
  readonly wall: number;
  /** Seconds of processor time, user and system. */
  readonly cpu: number;
  /** Bytes. */
  readonly maxRss: number;
  readonly stdout: string;
}

/** Compile caches of this run alone: tsx reads the names of all files that years of work have left in its own. */
const caches = mkdtempSync(join(tmpdir(), "urr-bench-caches-"));
process.once("exit", () => {
  rmSync(caches, { recursive: true, force: true });
});

/** Runs the preview as a process of its own. */
export async function measurePreview(root: string, args: readonly string[]): Promise<Measurement> {
  const started = performance.now();
  // As npm runs it, with the same options of Node's.
  const [, ...command] = scripts.preview.split(" ");
  const script = ["--require", join(__dirname, "usage-on-exit.cjs"), ...command, ...args];
  const child = spawn(process.execPath, script, {
    cwd: root,
    env: { ...process.env, TMPDIR: caches },
    stdio: ["ignore", "pipe", "ignore", "pipe"],
  });
  const text = async (index: 1 | 3) => {
    const chunks: Buffer[] = [];
    for await (const chunk of child.stdio[index] as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  const [stdout, report] = await Promise.all([text(1), text(3)]);
  if (stdout === "") throw new Error("the preview ended without a word: there is nothing to measure");
  return { ...usage.parse(JSON.parse(report)), wall: (performance.now() - started) / 1000, stdout };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
