import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import type { AnySettings } from "../infra/settings";
import { parseAny } from "../infra/settings";
import { table } from "../tools/preview/render/table";
import { readStackFile, stackFileOf } from "../tools/project/read-stack-file";
import { deliveredBy } from "../tools/render/delivered";
import { filesOf, type RenderedFile } from "../tools/render/files";
import { differences, kubectlVersion, kustomized } from "./kustomize/kubectl";
import { writeTree } from "./kustomize/tree";
import { manyServices, objectsIn } from "./many-services";
import { median } from "./measure";

const root = join(__dirname, "..");
const stack = "prod";
const runs = 9;

function settings(): AnySettings {
  const file = stackFileOf(stack);
  const { settings: read, problems } = readStackFile(root, { name: stack, file }, parseAny);
  if (read === undefined) throw new Error(JSON.stringify(problems));
  return read;
}

/** Milliseconds; the first calls warm the program up and are not counted. */
function timed(run: () => unknown, count = runs): number {
  for (let warm = 0; warm < 2; warm += 1) run();
  const times = Array.from({ length: count }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  });
  return median(times);
}

const right = (title: string) => ({ title, align: "right" as const });

function growth(chosen: AnySettings): string {
  const rows = [1, 10, 100].map((count) => {
    const { build, objects, services, write } = manyServices(chosen, count);
    const rounds = count > 10 ? 3 : runs;
    const [building, writing] = [timed(build, rounds), timed(write, rounds)];
    const perSecond = (ms: number) => String(Math.round((objects / ms) * 1_000));
    return [
      ...[String(services), String(objects), building.toFixed(1), perSecond(building)],
      ...[writing.toFixed(1), perSecond(writing), ((building + writing) / objects).toFixed(3)],
    ];
  });
  const columns = [
    "services",
    "objects",
    "build ms",
    "objects/s",
    "as YAML ms",
    "objects/s",
    "ms/object, both",
  ];
  return table(columns.map(right), rows);
}

/** Kustomize on more and more services; its own start is in the figures. */
function kustomizeGrowth(chosen: AnySettings, folder: string): string {
  const rows = [1, 5, 10].map((count) => {
    const { build, files, objects, services, write } = manyServices(chosen, count);
    const overlay = writeTree(join(folder, String(count)), files);
    expectSame(files, overlay);
    const theirs = median([1, 2, 3].map(() => processTime("kubectl", ["kustomize", overlay])));
    const ours = timed(() => [build(), write()], 3);
    return [
      String(services),
      String(objects),
      theirs.toFixed(0),
      (theirs / objects).toFixed(1),
      ours.toFixed(0),
      (ours / objects).toFixed(2),
    ];
  });
  const columns = [
    "services",
    "objects",
    "kubectl kustomize ms",
    "ms/object",
    "render, inside a process, ms",
    "ms/object",
  ];
  return table(columns.map(right), rows);
}

/** @throws Error where there is nothing to compare. */
function expectSame(files: readonly RenderedFile[], overlay: string): void {
  const unlike = differences(
    files.flatMap(({ manifests }) => manifests),
    kustomized(overlay),
  );
  if (unlike.length > 0) throw new Error(`these are not the same objects:\n${unlike.join("\n")}`);
}

/** Wall time of a whole process, in milliseconds. */
function processTime(command: string, args: readonly string[]): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${String(stderr)}`);
  return performance.now() - from;
}

function comparison(files: readonly RenderedFile[], chosen: AnySettings, folder: string): string {
  const overlay = writeTree(join(folder, "kustomize"), files);
  expectSame(files, overlay);
  const render = ["--import", "tsx", "tools/render/main.ts", stack, "--out", join(folder, "out")];
  const ours: number[] = [];
  const theirs: number[] = [];
  // One after the other, so that what else the machine does meets both; the first of each fills caches.
  for (let run = -1; run < runs; run += 1) {
    const one = processTime(process.execPath, render);
    const other = processTime("kubectl", ["kustomize", overlay]);
    if (run < 0) continue;
    ours.push(one);
    theirs.push(other);
  }
  const inside = timed(() => filesOf(stack, deliveredBy(chosen)));
  const row = (what: string, times: readonly number[]) => [
    ...[what, median(times).toFixed(0)],
    `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`,
  ];
  return table(
    [{ title: "the same objects by" }, right("ms"), right("min–max")],
    [
      row(`npm run render -- ${stack}, without npm's own start`, ours),
      row("kubectl kustomize", theirs),
      ["render, inside a process", inside.toFixed(1), ""],
    ],
  );
}

function main(): void {
  console.log(`Node ${process.version}, ${String(cpus().length)} cores; medians of ${String(runs)} runs\n`);
  const chosen = settings();
  console.log(`${growth(chosen)}\n`);
  const version = kubectlVersion();
  if (version === undefined) {
    console.log(
      "There is no kubectl here, so that nothing is compared: https://kubernetes.io/docs/tasks/tools/ has it.",
    );
    return;
  }
  const files = filesOf(stack, deliveredBy(chosen));
  const count = String(objectsIn(files));
  console.log(
    `${version}, on a base and an overlay of the same ${count} objects, compared one by one before:\n`,
  );
  const folder = mkdtempSync(join(tmpdir(), "urr-bench-render-"));
  try {
    console.log(`${comparison(files, chosen, folder)}\n`);
    console.log(kustomizeGrowth(chosen, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv.includes("--help")) {
  console.log(
    "Measures how fast the services' objects are built and written, and what Kustomize takes for the same ones. Takes a minute or two.\n\n  npm run bench:render",
  );
} else {
  main();
}
