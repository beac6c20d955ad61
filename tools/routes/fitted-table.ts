import { table } from "../preview/render/table";

/** Between two columns. */
const gap = 2;
/** No column becomes narrower. */
const narrowest = 8;

/**
 * Rows in columns that together are no wider than this: what is longer goes on below.
 *
 * @param breaking where words must stay whole, a table of many columns is wider than it should be.
 */
export function fittedTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  widest: number,
  breaking: "words" | "between words" = "words",
): string {
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const least = titles.map((title, column) =>
    breaking === "words"
      ? narrowest
      : Math.max(
          title.length,
          ...rows.flatMap((row) => wordsOf(row[column] ?? "")).map(({ length }) => length),
        ),
  );
  const room = widest - gap * (titles.length - 1);
  while (widths.reduce((sum, width) => sum + width, 0) > room) {
    const [most] = widths
      .map((width, column) => ({ width, column, spare: width - (least[column] ?? narrowest) }))
      .filter(({ spare }) => spare > 0)
      .toSorted((one, other) => other.width - one.width);
    if (most === undefined) break;
    widths[most.column] = most.width - 1;
  }
  const lines = rows.flatMap((row) => {
    const cells = titles.map((_, column) => brokenInto(row[column] ?? "", widths[column] ?? narrowest));
    const height = Math.max(1, ...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, line) => cells.map((cell) => cell[line] ?? ""));
  });
  return table(
    titles.map((title) => ({ title })),
    lines,
  );
}

const wordsOf = (text: string) => text.split(" ");

/** A text in pieces of this width, broken at a space where there is one, or behind what parts a name or an address. */
function brokenInto(text: string, width: number): readonly string[] {
  if (text.length <= width) return [text];
  const start = text.slice(0, width + 1);
  const space = start.lastIndexOf(" ");
  if (space === 0) return brokenInto(text.slice(1), width);
  if (space > 0) return [text.slice(0, space), ...brokenInto(text.slice(space + 1), width)];
  const part = Math.max(...["/", "-", ".", "&", "?"].map((sign) => start.lastIndexOf(sign, width - 1))) + 1;
  const cut = part > 1 ? part : width;
  return [text.slice(0, cut), ...brokenInto(text.slice(cut), width)];
}
