import type { CoverageRow, State } from "./coverage";

/** How many rows of a group are in each state. */
export interface Tally extends Readonly<Record<State, number>> {
  readonly name: string;
  readonly rows: number;
}

/** One tally per group, in the order given; names without rows count zero. */
export function tallyBy(
  names: readonly string[],
  rows: readonly CoverageRow[],
  groupOf: (row: CoverageRow) => string,
): readonly Tally[] {
  const groups = Map.groupBy(rows, groupOf);
  return names.map((name) => tally(name, groups.get(name) ?? []));
}

export function tally(name: string, rows: readonly CoverageRow[]): Tally {
  const count = (state: State): number => rows.filter((row) => row.state === state).length;
  return {
    name,
    rows: rows.length,
    covered: count("covered"),
    decided: count("decided"),
    planned: count("planned"),
  };
}
