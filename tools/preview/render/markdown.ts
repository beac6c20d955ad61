import type { PreviewDocument, StackPreview } from "../document";
import { mandatoryFindings } from "../mandatory";
import { changesInWords, shortValue } from "./changes";
import { costInWords, countFindings, preamble } from "./words";

/** The comment for a pull request. GitHub takes at most 65,536 characters in one. */
const longestComment = 60_000;

export function renderMarkdown(document: PreviewDocument): string {
  const since = document.base === null ? "" : ` since \`${document.base}\``;
  const text = [
    `## Offline preview${since}`,
    "",
    ...document.errors.map(
      ({ file, path, message, example }) =>
        `- ❌ \`${file}\` \`${path}\` ${message}; for example: \`${example}\``,
    ),
    ...(document.errors.length > 0 ? [""] : []),
    "| stack | resources | changes | mandatory | advisory | cost |",
    "|---|---:|---|---:|---:|---|",
    ...document.stacks.map(row),
    "",
    ...document.stacks.flatMap(details),
    `<sub>${preamble.join(" ")}</sub>`,
  ].join("\n");
  return text.length <= longestComment
    ? text
    : `${text.slice(0, longestComment)}\n\n…cut; run the preview for the rest.`;
}

function row(preview: StackPreview): string {
  const { mandatory, advisory } = countFindings(preview);
  const changes = preview.changes === null ? "not compared" : changesInWords(preview.changes);
  return `| **${preview.stack}** | ${String(preview.resources.length)} | ${changes} | ${mandatory > 0 ? `❌ ${String(mandatory)}` : "0"} | ${String(advisory)} | ${costInWords(preview.cost)} |`;
}

function details(preview: StackPreview): string[] {
  const names = new Map(preview.resources.map(({ urn, name }) => [urn, name]));
  const findings = mandatoryFindings(preview).map(
    ({ policy, urn, path, message }) =>
      `- ❌ \`${urn === null ? (path ?? "stack") : (names.get(urn) ?? urn)}\` ${message} (${policy})`,
  );
  const changes = (preview.changes ?? []).flatMap(({ urn, action, properties }) => {
    const [type = "", name = ""] = urn.split("::").slice(2);
    return [
      `- **${action}** \`${name}\` ${type.split("$").at(-1) ?? type}`,
      ...properties.map(
        ({ path, from, to, replaces }) =>
          `  - \`${path}\`: \`${shortValue(from)}\` → \`${shortValue(to)}\`${replaces ? " **replaces**" : ""}`,
      ),
    ];
  });
  return [
    ...(findings.length > 0 ? [`### ${preview.stack}: to be mended`, "", ...findings, ""] : []),
    ...(changes.length > 0
      ? [
          `<details><summary>${preview.stack}: ${changesInWords(preview.changes ?? [])}</summary>`,
          "",
          ...changes,
          "",
          "</details>",
          "",
        ]
      : []),
  ];
}
