import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import type { PreviewDocument } from "../tools/preview/document";
import { table } from "../tools/preview/render/table";
import { measurePreview, median, type Measurement } from "./measure";

const root = join(__dirname, "..");
const runs = 5;
const targets = { allSeconds: 5, oneSeconds: 3, megabytes: 600 };

/** The first run of a process fills the compile caches and is not counted. */
async function repeated(args: readonly string[], count: number): Promise<readonly Measurement[]> {
  await measurePreview(root, args);
  const measurements: Measurement[] = [];
  for (let run = 0; run < count; run += 1) measurements.push(await measurePreview(root, args));
  return measurements;
}

async function wholeProcess(
  what: string,
  args: readonly string[],
  target: number,
): Promise<readonly string[]> {
  const measured = await repeated(args, runs);
  const wall = median(measured.map((one) => one.wall));
  const megabytes = median(measured.map((one) => one.maxRss)) / 1024 ** 2;
  const met = wall < target && megabytes < targets.megabytes;
  return [
    what,
    wall.toFixed(2),
    `${Math.min(...measured.map((one) => one.wall)).toFixed(2)}–${Math.max(...measured.map((one) => one.wall)).toFixed(2)}`,
    median(measured.map((one) => one.cpu)).toFixed(2),
    megabytes.toFixed(0),
    `< ${String(target)} s, < ${String(targets.megabytes)} MB`,
    met ? "met" : "missed",
  ];
}

/** Copies the production stack into so many environments, and previews them in one go. */
async function generated(environments: number): Promise<readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), "urr-bench-"));
  try {
    copyFileSync(join(root, "Pulumi.yaml"), join(directory, "Pulumi.yaml"));
    const production = readFileSync(join(root, "Pulumi.prod.yaml"), "utf8");
    for (let index = 1; index <= environments; index += 1) {
      writeFileSync(join(directory, `Pulumi.e${String(index)}.yaml`), production);
    }
    const measured = await repeated(["--json", "--directory", directory], 3);
    const document = JSON.parse(measured[0]?.stdout ?? "{}") as PreviewDocument;
    const resources = document.stacks.reduce((sum, { resources: all }) => sum + all.length, 0);
    const evaluation = document.stacks.reduce((sum, { seconds }) => sum + seconds, 0);
    const wall = median(measured.map((one) => one.wall));
    return [
      String(environments),
      String(resources),
      wall.toFixed(2),
      ((wall * 1000) / resources).toFixed(2),
      ((evaluation * 1000) / resources).toFixed(2),
      (median(measured.map((one) => one.maxRss)) / 1024 ** 2).toFixed(0),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  console.log(
    `Node ${process.version}, ${String(cpus().length)} cores; medians of ${String(runs)} runs after a warm-up\n`,
  );
  const rows = [
    await wholeProcess("every stack", [], targets.allSeconds),
    await wholeProcess("one stack (prod)", ["prod"], targets.oneSeconds),
  ];
  const right = (title: string) => ({ title, align: "right" as const });
  console.log(
    table(
      [
        { title: "preview of" },
        right("wall s"),
        right("min–max"),
        right("cpu s"),
        right("MB"),
        { title: "target" },
        { title: "" },
      ],
      rows,
    ),
  );
  console.log("\nGrowth with the number of environments, each a copy of prod (with the document as JSON):\n");
  const growth: (readonly string[])[] = [];
  for (const environments of [1, 10, 50]) growth.push(await generated(environments));
  console.log(
    table(
      [
        right("environments"),
        right("resources"),
        right("wall s"),
        right("ms/resource"),
        right("evaluation ms/resource"),
        right("MB"),
      ],
      growth,
    ),
  );
}

if (process.argv.includes("--help")) {
  console.log(
    "Measures the preview as whole processes: time, memory and growth. Takes two minutes.\n\n  npm run bench",
  );
} else {
  void main();
}
