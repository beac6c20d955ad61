import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { applicationOf, partsOf } from "../components/workloads/delivery/application";
import type { Workload } from "../components/workloads/workload";
import type { AnySettings } from "../infra/settings";
import { parseAny } from "../infra/settings";
import { siteOf, workloadsOf } from "../stacks/workloads-site";
import { table } from "../tools/preview/render/table";
import { readStackFile, stackFileOf } from "../tools/project/read-stack-file";
import { deliveredBy } from "../tools/render/delivered";
import { filesOf, type RenderedFile } from "../tools/render/files";
import { fileText } from "../tools/render/yaml";
import { differences, kubectlVersion, kustomized } from "./kustomize/kubectl";
import { writeTree } from "./kustomize/tree";
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

/** The production's services so many times, each time among themselves. */
function copies(workloads: readonly Workload[], count: number): readonly Workload[] {
  return Array.from({ length: count }, (_, copy) =>
    workloads.map((workload) => {
      const named = (name: string) => (copy === 0 ? name : `${name}-${String(copy)}`);
      return { ...workload, name: named(workload.name), calls: workload.calls.map(named) };
    }),
  ).flat();
}

/** Milliseconds; the first calls warm the program up and are not counted. */
function timed(run: () => unknown, count = runs): number {
  for (let warm = 0; warm < 3; warm += 1) run();
  const times = Array.from({ length: count }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  });
  return median(times);
}

const right = (title: string) => ({ title, align: "right" as const });

function growth({ settings: production, target }: AnySettings): string {
  if (target !== "aws") throw new Error(`${stack} is no environment on AWS`);
  const [site, nine] = [siteOf(production), workloadsOf(production)];
  const rows = [1, 10, 100].map((count) => {
    const args = {
      ...{ site, services: copies(nine, count), settings: production.workloads },
      ...{ dataTierSettings: production.dataTier, podWorker: false, region: production.region },
    };
    const build = () => partsOf(applicationOf(args));
    const parts = build();
    const objects = parts.reduce((sum, { manifests }) => sum + manifests.length, 0);
    const building = timed(build);
    const writing = timed(() => parts.map(({ manifests }) => fileText(stack, manifests)));
    const perSecond = (ms: number) => String(Math.round((objects / ms) * 1_000));
    return [
      ...[String(args.services.length), String(objects), building.toFixed(1), perSecond(building)],
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

/** Wall time of a whole process, in milliseconds. */
function processTime(command: string, args: readonly string[]): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${String(stderr)}`);
  return performance.now() - from;
}

function comparison(files: readonly RenderedFile[], chosen: AnySettings): string {
  const folder = mkdtempSync(join(tmpdir(), "urr-bench-render-"));
  try {
    const overlay = writeTree(join(folder, "kustomize"), files);
    const unlike = differences(
      files.flatMap(({ manifests }) => manifests),
      kustomized(overlay),
    );
    if (unlike.length > 0)
      throw new Error(`not the same objects, so there is nothing to compare:\n${unlike.join("\n")}`);
    const render = ["--import", "tsx", "tools/render/main.ts", stack, "--out", join(folder, "out")];
    const ours: number[] = [];
    const theirs: number[] = [];
    // One after the other, so that what else the machine does meets both; the first of each fills caches.
    for (let run = -1; run < runs; run += 1) {
      const [one, other] = [
        processTime(process.execPath, render),
        processTime("kubectl", ["kustomize", overlay]),
      ];
      if (run >= 0) {
        ours.push(one);
        theirs.push(other);
      }
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
        ["render inside a process that runs", inside.toFixed(1), ""],
      ],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
  const objects = files.reduce((sum, { manifests }) => sum + manifests.length, 0);
  console.log(
    `${version}, on a base and an overlay of the same ${String(objects)} objects, compared one by one before:\n`,
  );
  console.log(comparison(files, chosen));
}

if (process.argv.includes("--help")) {
  console.log(
    "Measures how fast the services' objects are built and written, and what Kustomize takes for the same ones. Takes half a minute.\n\n  npm run bench:render",
  );
} else {
  main();
}
