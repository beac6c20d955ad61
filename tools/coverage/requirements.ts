/** One row of a requirement document. */
export interface Requirement {
  readonly id: string;
  /** The row's second cell, in Markdown. */
  readonly text: string;
  /** Path of the document, relative to the repository. */
  readonly document: string;
  /** The nearest heading above the row. */
  readonly section: string;
}

const headingPattern = /^#{2,6} (.+)$/;
const rowPattern = /^\|\s*([A-Z]+-\d+[a-z]?)\s*\|(.*)$/;
const cellBorder = /(?<!\\)\|/;

/** Every table row whose first cell is an id, in the order of the document; repeats are kept. */
export function parseRequirements(markdown: string, document: string): readonly Requirement[] {
  const requirements: Requirement[] = [];
  let section = "";

  for (const line of markdown.split("\n")) {
    section = headingPattern.exec(line)?.[1]?.trim() ?? section;

    const [, id, cells] = rowPattern.exec(line) ?? [];
    if (id === undefined || cells === undefined) continue;

    const text = cells.split(cellBorder)[0]?.trim() ?? "";
    requirements.push({ id, text, document, section });
  }
  return requirements;
}

/** One requirement per id: a quick matrix may name a row first, the row that comes later has the detail. */
export function mergeRepeats(requirements: readonly Requirement[]): readonly Requirement[] {
  return [...new Map(requirements.map((requirement) => [requirement.id, requirement])).values()];
}
