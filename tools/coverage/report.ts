import type { CoverageRow } from "./coverage";
import { states } from "./coverage";
import { prefixOf } from "./ids";
import { owners } from "./owners";
import type { Tally } from "./tally";
import { tally, tallyBy } from "./tally";

const excerptLength = 110;

/** The text of `docs/coverage.md`: the same rows always give the same bytes. */
export function renderMarkdown(rows: readonly CoverageRow[]): string {
  const prefixes = [...new Set(rows.map(({ id }) => prefixOf(id)))];
  const all = tally("**all**", rows);

  const documents = [...new Set(rows.map(({ document }) => document))];
  const links = documents.map((path) => `[${path}](${path.replace(/^docs\//, "")})`).join(" and ");

  return [
    "# Requirement coverage",
    "",
    `Written by \`npm run coverage\` from ${links}; not edited by hand.`,
    "A row is **covered** when the title of a test cites it, **decided** when only `docs/decisions.md` does, and",
    "**planned** when neither does.",
    "",
    "## By owner",
    "",
    ...tallyTable("owner", [...tallyBy(owners, rows, ({ owner }) => owner), all]),
    "",
    "## By prefix",
    "",
    ...tallyTable("prefix", [...tallyBy(prefixes, rows, ({ id }) => prefixOf(id)), all]),
    ...owners.flatMap((owner) => [
      "",
      `## ${owner}`,
      "",
      ...rowTable(rows.filter((row) => row.owner === owner)),
    ]),
    "",
  ].join("\n");
}

/** The beginning of a row's text, cut between words and never inside a piece of code or bold. */
export function excerpt(markdown: string, length = excerptLength): string {
  if (markdown.length <= length) return markdown;

  const words = markdown.slice(0, markdown.lastIndexOf(" ", length));
  const whole = ["`", "**"].reduce(
    (text, mark) => (text.split(mark).length % 2 === 0 ? text.slice(0, text.lastIndexOf(mark)) : text),
    words,
  );
  return `${whole.trimEnd()} …`;
}

function tallyTable(heading: string, tallies: readonly Tally[]): readonly string[] {
  return [
    `| ${heading} | rows | ${states.join(" | ")} |`,
    `| --- | ---: |${" ---: |".repeat(states.length)}`,
    ...tallies.map((group) => {
      const figures = [group.rows, ...states.map((state) => group[state])];
      return `| ${group.name} | ${figures.join(" | ")} |`;
    }),
  ];
}

function rowTable(rows: readonly CoverageRow[]): readonly string[] {
  if (rows.length === 0) return ["No rows."];
  return [
    "| id | state | requirement | cited in |",
    "| --- | --- | --- | --- |",
    ...rows.map(
      ({ id, state, text, citedIn }) =>
        `| ${id} | ${state} | ${excerpt(text)} | ${citedIn.map((file) => `\`${file}\``).join(", ")} |`,
    ),
  ];
}
