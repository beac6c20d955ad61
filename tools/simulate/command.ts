import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { table } from "../preview/render/table";
import { usage, wishOf } from "./arguments";
import { simulations } from "./catalogue";
import { checks } from "./checks/catalogue";
import { inTurns, Pool } from "./pool";
import { chartSvg } from "./report/chart";
import { judged, performancePage, type Run } from "./report/markdown";
import { rowsOf } from "./report/rows";
import type { Simulation } from "./simulations/simulation";

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
  io.print(`seed ${String(seed)}, ${(scale * 1_000_000).toLocaleString("en-US")} people in the rush\n\n`);
  const runs = await runAll(chosen, scale, seed, io);
  const met = printVerdicts(runs, scale, io);
  if (names.length === 0) printRows(runs, io);
  if (names.length === 0 && scale === 1) write(runs, seed, root, io);
  return met ? 0 : 1;
}

function list(): string {
  const rows = everything.map(({ id = "", name, title }) => [name, id, title]);
  return `${table([{ title: "name" }, { title: "" }, { title: "what" }], rows)}\n`;
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
      io.print(`${missed.length === 0 ? "✓" : "✗"} ${name}: ${simulation.title}\n`);
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

function printRows(runs: readonly Run[], io: Io): void {
  const rows = rowsOf(runs.map(({ result }) => result)).map((row) => [
    String(row.number),
    row.metric,
    row.naive,
    row.solution,
    row.ours,
    row.target,
    row.met ? "met" : "MISSED",
  ]);
  const titles = ["#", "what", "counter and steps", "AWS solution", "Line", "target", ""];
  io.print(
    `\n${table(
      titles.map((title) => ({ title })),
      rows,
    )}\n`,
  );
}

function write(runs: readonly Run[], seed: number, root: string, io: Io): void {
  const results = runs.map(({ result }) => result);
  const machine = `${String(cpus().length)} cores, Node ${process.version}`;
  const series = (name: string) =>
    runs.find(({ simulation }) => simulation.name === name)?.result.series ?? [];
  const files = {
    "docs/waiting-room-performance.md": performancePage(rowsOf(results), runs, { seed, machine }),
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
