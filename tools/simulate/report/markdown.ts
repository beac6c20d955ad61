import type { Simulation, SimulationResult, Verdict } from "../simulations/simulation";
import { amount, titleOf } from "../simulations/simulation";
import type { Judgement, Row } from "./rows";

export interface Run {
  readonly simulation: Simulation;
  readonly result: SimulationResult;
}

/** What a reader must know to run it again and to believe it. */
export interface Circumstances {
  readonly seed: number;
  readonly machine: string;
}

/** The page of the performance figures. Runs of one seed differ in the last section only. */
export function performancePage(
  rows: readonly Row[],
  runs: readonly Run[],
  { seed, machine }: Circumstances,
): string {
  return `${[
    "# Waiting room: performance",
    `Written by \`npm run simulate\` with seed ${String(seed)}; do not edit. The waiting room's own code runs here: positions, joins, ticks, admissions, renewals and the page's polling, under virtual time and on a store in memory. Visitors, Lambda environments, DynamoDB's throttling and CloudFront's cache are models; AWS itself never runs. The other two columns are models of a design with one counter and a step each minute, and of the AWS solution, in the same on-sale; figures with no model behind are from its source code and documentation.`,
    "The on-sale, unless a row says otherwise: 1,000,000 people within a minute, 43,000 in its busiest second; 500 are let in a second; a quarter leaves before its turn; who is inside stays four minutes on average and one in ten vanishes.",
    "## Table",
    rowsTable(rows),
    ...reasons(rows.filter(({ isTiming }) => !isTiming)),
    "![Admissions a second of three designs](images/waiting-room-admissions.svg)",
    "![People inside a full room](images/waiting-room-inside.svg)",
    "## Simulations",
    ...runs.map(section),
    "## Timings",
    `They depend on the machine (${machine}) and on what else it does, and differ from run to run.`,
    timingsTable(rows, runs),
    ...reasons(rows.filter(({ isTiming }) => isTiming)),
  ].join("\n\n")}\n`;
}

function rowsTable(rows: readonly Row[]): string {
  return [
    "| # | what | counter and steps | AWS solution | Line | target | |",
    "| ---: | --- | --- | --- | --- | --- | --- |",
    ...rows.map(({ number, metric, naive, solution, ours, target, judgement, isTiming }) =>
      cells([
        String(number),
        metric,
        naive,
        solution,
        isTiming ? "see timings" : ours,
        target,
        isTiming ? "" : emphasised(judgement),
      ]),
    ),
  ].join("\n");
}

function section({ simulation, result }: Run): string {
  const { id, name } = simulation;
  const stable = result.verdicts.filter(({ isTiming }) => isTiming !== true);
  return [
    `### ${id ?? name}: ${titleOf(simulation, 1)}`,
    "",
    `\`npm run simulate -- ${name}\``,
    "",
    "| what | measured | target | |",
    "| --- | --- | --- | --- |",
    ...stable.map(({ what, measured, target, met }) =>
      cells([what, measured, target, emphasised(met ? "met" : "missed")]),
    ),
  ].join("\n");
}

function timingsTable(rows: readonly Row[], runs: readonly Run[]): string {
  const timed = rows.filter(({ isTiming }) => isTiming);
  const all = runs.flatMap(({ result }) => Object.entries(result.timings ?? {}));
  return [
    "| # | what | Line | target | |",
    "| ---: | --- | --- | --- | --- |",
    ...timed.map(({ number, metric, ours, target, judgement }) =>
      cells([String(number), metric, ours, target, emphasised(judgement)]),
    ),
    "",
    all.map(([name, value]) => `${name} ${amount(value)}`).join(" · "),
  ].join("\n");
}

/** Why rows are missed, where that is known. */
export function reasons(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ number, judgement, why }) =>
    judgement !== "missed" || why === undefined ? [] : [`Row ${String(number)} is missed: ${why}.`],
  );
}

function cells(texts: readonly string[]): string {
  return `| ${texts.join(" | ")} |`;
}

function emphasised(judgement: Judgement): string {
  return judgement === "missed" ? "**missed**" : judgement;
}

/** The verdicts that count at this size: how fast a machine was counts at full size only. */
export function judged(verdicts: readonly Verdict[], scale: number): readonly Verdict[] {
  return verdicts.filter(({ anySize, isTiming }) => scale === 1 || (anySize && isTiming !== true));
}
