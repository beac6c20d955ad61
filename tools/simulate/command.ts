import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { table } from "../preview/render/table";
import { usage, wishOf } from "./arguments";
import { simulations } from "./catalogue";
import { checks } from "./checks/catalogue";
import { inTurns, Pool } from "./pool";
import { chartSvg } from "./report/chart";
import { judged, performancePage, reasons, type Run } from "./report/markdown";
import { rowsOf } from "./report/rows";
import { amount, titleOf, visitorsOf, type Simulation } from "./simulations/simulation";

export interface Io {
  readonly print: (text: string) => void;
  /** Shows how far it is on one line; nothing where nobody looks. */
  readonly show: (text: string) => void;
}

const everything = [...simulations, ...checks];

/** @returns the exit code. */
export async function runSimulate(args: readonly string[], root: string, io: Io): Promise<number> {
  const wish = wishOf(
    args,
    everything.map(({ name }) => name),
  );
  if (wish.kind === "help") io.print(`${usage}\n`);
  if (wish.kind === "list") io.print(list());
  if (wish.kind === "problem") io.print(`${wish.problem}\n`);
  if (wish.kind !== "run") return wish.kind === "problem" ? 2 : 0;
  const { names, scale, seed } = wish;
  const chosen = names.length === 0 ? everything : everything.filter(({ name }) => names.includes(name));
  io.print(`seed ${String(seed)}${sizes(chosen, scale)}\n\n`);
  const runs = await runAll(chosen, scale, seed, io);
  const met = printVerdicts(runs, scale, io);
  if (names.length === 0) printRows(runs, scale, io);
  if (names.length === 0 && scale === 1) write(runs, seed, root, io);
  return met ? 0 : 1;
}

function list(): string {
  const rows = everything.map((simulation) => [simulation.name, simulation.id ?? "", titleOf(simulation, 1)]);
  return `${table([{ title: "name" }, { title: "" }, { title: "what" }], rows)}\n`;
}

/** How many people take part; where the rush is among others, its people stand for all. */
function sizes(chosen: readonly Simulation[], scale: number): string {
  const rush = chosen.length > 1 ? chosen.filter(({ name }) => name === "rush") : [];
  return (rush.length > 0 ? rush : chosen)
    .map((simulation) => ({ name: simulation.name, people: visitorsOf(simulation, scale) }))
    .filter(({ people }) => people > 0)
    .map(({ name, people }) => `, ${amount(people)} people in ${name === "rush" ? "the rush" : name}`)
    .join("");
}

async function runAll(
  chosen: readonly Simulation[],
  scale: number,
  seed: number,
  io: Io,
): Promise<readonly Run[]> {
  const pool = new Pool();
  const shares = new Map<string, number>();
  const show = () => {
    const parts = [...shares].map(([name, share]) => `${name} ${String(Math.round(share * 100))} %`);
    io.show(parts.join("  "));
  };
  try {
    return await inTurns(chosen, Math.min(2, availableParallelism()), async (simulation) => {
      const { name } = simulation;
      const result = await pool.run(simulation, { name, scale, seed }, (share) => {
        shares.set(name, share);
        show();
      });
      shares.delete(name);
      const missed = judged(result.verdicts, scale).filter(({ met }) => !met);
      io.show("");
      io.print(`${missed.length === 0 ? "✓" : "✗"} ${name}: ${titleOf(simulation, scale)}\n`);
      for (const { what, measured, target } of missed)
        io.print(`  missed: ${what}: ${measured}, not ${target}\n`);
      return { simulation, result };
    });
  } finally {
    pool.close();
  }
}

function printVerdicts(runs: readonly Run[], scale: number, io: Io): boolean {
  const rows = runs.flatMap(({ simulation, result }) =>
    judged(result.verdicts, scale).map(({ what, measured, target, met }) => [
      simulation.name,
      what,
      measured,
      target,
      met ? "met" : "MISSED",
    ]),
  );
  const right = { align: "right" as const };
  io.print(
    `\n${table([{ title: "simulation" }, { title: "what" }, { title: "measured", ...right }, { title: "target", ...right }, { title: "" }], rows)}\n`,
  );
  return rows.every((row) => row[4] === "met");
}

function printRows(runs: readonly Run[], scale: number, io: Io): void {
  const found = rowsOf(
    runs.map(({ result }) => result),
    scale,
  );
  const rows = found.map((row) => [
    String(row.number),
    row.metric,
    row.naive,
    row.solution,
    row.ours,
    row.target,
    row.judgement === "missed" ? "MISSED" : row.judgement,
  ]);
  const titles = ["#", "what", "counter and steps", "AWS solution", "Line", "target", ""];
  io.print(
    `\n${table(
      titles.map((title) => ({ title })),
      rows,
    )}\n`,
  );
  for (const reason of reasons(found)) io.print(`${reason}\n`);
}

function write(runs: readonly Run[], seed: number, root: string, io: Io): void {
  const results = runs.map(({ result }) => result);
  const machine = `${String(cpus().length)} cores, Node ${process.version}`;
  const series = (name: string) =>
    runs.find(({ simulation }) => simulation.name === name)?.result.series ?? [];
  const files = {
    "docs/waiting-room-performance.md": performancePage(rowsOf(results, 1), runs, { seed, machine }),
    "docs/images/waiting-room-admissions.svg": chartSvg({
      title: "Admissions a second, 200 a second configured, a quarter away",
      yTitle: "people a second; the minute steps are cut off at 800",
      series: series("rivals"),
      yMax: 800,
    }),
    "docs/images/waiting-room-inside.svg": chartSvg({
      title: "People inside a full room, a quarter of those called away",
      yTitle: "people; the controller is away from minute 30 to 31",
      series: series("no-shows"),
      mark: { name: "capacity", value: 10_000 },
    }),
  };
  mkdirSync(join(root, "docs", "images"), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    writeFileSync(join(root, path), text);
    io.print(`wrote ${path}\n`);
  }
}
