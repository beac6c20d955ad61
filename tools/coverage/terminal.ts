import { styleText } from "node:util";

import type { CoverageRow, State } from "./coverage";
import { states } from "./coverage";
import { prefixOf } from "./ids";
import { owners } from "./owners";
import { excerpt } from "./report";
import type { Tally } from "./tally";
import { tally, tallyBy } from "./tally";

const barLength = 20;
const look = {
  covered: { colour: "green", mark: "█" },
  decided: { colour: "yellow", mark: "▒" },
  planned: { colour: "gray", mark: "·" },
} as const;

/** The two tables that `npm run coverage` prints. */
export function renderTables(rows: readonly CoverageRow[], colours: boolean): string {
  const prefixes = [...new Set(rows.map(({ id }) => prefixOf(id)))];
  return [
    ...table("owner", [...tallyBy(owners, rows, ({ owner }) => owner), tally("all", rows)], colours),
    "",
    ...table(
      "prefix",
      tallyBy(prefixes, rows, ({ id }) => prefixOf(id)),
      colours,
    ),
    "",
  ].join("\n");
}

/** Rows under their headings, each with its state and where it is cited. */
export function renderRows(rows: readonly CoverageRow[], colours: boolean): string {
  const sections = Map.groupBy(rows, ({ document, section }) => `${document}: ${section}`);
  return [...sections]
    .flatMap(([heading, members]) => ["", heading, ...members.flatMap((row) => rowLines(row, colours))])
    .concat("")
    .join("\n");
}

function rowLines({ id, state, text, citedIn }: CoverageRow, colours: boolean): readonly string[] {
  const line = `  ${id.padEnd(8)} ${paint(state, state.padEnd(7), colours)}  ${excerpt(text, 90)}`;
  return [line, ...citedIn.map((file) => `${" ".repeat(20)}${file}`)];
}

function table(heading: string, tallies: readonly Tally[], colours: boolean): readonly string[] {
  const header = ["rows", ...states].map((column) => column.padStart(9)).join("");
  return [
    heading.padEnd(14) + header,
    ...tallies.map((group) => {
      const figures = [group.rows, ...states.map((state) => group[state])];
      const columns = figures.map((figure) => String(figure).padStart(9)).join("");
      return `${group.name.padEnd(14)}${columns}  ${bar(group, colours)}`;
    }),
  ];
}

function bar(group: Tally, colours: boolean): string {
  // Rounding up to the end of each part keeps the bar's length, and a single covered row visible.
  const ends = [group.covered, group.covered + group.decided, group.rows].map((end) =>
    group.rows === 0 ? 0 : Math.ceil((end / group.rows) * barLength),
  );
  return states
    .map((state, index) => {
      const length = (ends[index] ?? 0) - (ends[index - 1] ?? 0);
      return paint(state, look[state].mark.repeat(length), colours);
    })
    .join("");
}

function paint(state: State, text: string, colours: boolean): string {
  return colours ? styleText(look[state].colour, text, { validateStream: false }) : text;
}
