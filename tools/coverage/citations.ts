import * as ts from "typescript";

import type { IdCatalogue } from "./ids";
import { findMentions } from "./ids";

/** A file of the repository: its path relative to the root, and what it says. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface Citations {
  /** Which files cite an id, sorted. */
  readonly filesById: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly string[];
}

const runners = new Set(["it", "test", "describe", "suite"]);
const withoutProof = new Set(["skip", "todo", "fails"]);

/** Ids in the titles of tests that run; ids in comments, test bodies and skipped tests do not count. */
export function findTestCitations(files: readonly TextFile[], catalogue: IdCatalogue): Citations {
  return collect(
    files.map(({ path, text }) => ({ path, text: testTitles(text, path).join("\n") })),
    catalogue,
  );
}

/** Ids anywhere in a text. */
export function findTextCitations(files: readonly TextFile[], catalogue: IdCatalogue): Citations {
  return collect(files, catalogue);
}

function collect(files: readonly TextFile[], catalogue: IdCatalogue): Citations {
  const filesById = new Map<string, string[]>();
  const problems: string[] = [];

  for (const { path, text } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const mentions = findMentions(text, catalogue);
    problems.push(...mentions.problems.map((problem) => `${path}: ${problem}`));
    for (const id of mentions.ids) filesById.set(id, [...(filesById.get(id) ?? []), path]);
  }
  return { filesById, problems };
}

function testTitles(source: string, path: string): readonly string[] {
  const titles: string[] = [];

  const visit = (node: ts.Node): void => {
    const chain = ts.isCallExpression(node) ? runnerChain(node.expression) : undefined;
    if (ts.isCallExpression(node) && chain !== undefined) {
      if (chain.some((word) => withoutProof.has(word))) return;

      // A title without a body is a plan, not a proof; the table of `each` has no second argument either.
      const [title, body] = node.arguments;
      if (title !== undefined && body !== undefined) titles.push(literalText(title));
    }
    ts.forEachChild(node, visit);
  };

  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest));
  return titles;
}

/** The words of `it.skip.each(table)` as `it, skip, each, ()`; undefined when it is not a test runner. */
function runnerChain(callee: ts.Expression): readonly string[] | undefined {
  if (ts.isIdentifier(callee)) return runners.has(callee.text) ? [callee.text] : undefined;

  const [inner, word] = ts.isPropertyAccessExpression(callee)
    ? [callee.expression, callee.name.text]
    : ts.isCallExpression(callee)
      ? [callee.expression, "()"]
      : ts.isTaggedTemplateExpression(callee)
        ? [callee.tag, "()"]
        : [undefined, ""];

  const chain = inner === undefined ? undefined : runnerChain(inner);
  return chain === undefined ? undefined : [...chain, word];
}

function literalText(title: ts.Expression): string {
  if (ts.isStringLiteralLike(title)) return title.text;
  if (ts.isTemplateExpression(title)) {
    return [title.head.text, ...title.templateSpans.map((span) => span.literal.text)].join("${}");
  }
  if (ts.isBinaryExpression(title)) return literalText(title.left) + literalText(title.right);
  return "";
}
