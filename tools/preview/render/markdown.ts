import type { Finding } from "../../../policies/finding";
import { partsOf } from "../../../policies/urn";
import type { PreviewDocument, StackPreview } from "../document";
import { weigh } from "../weight";
import { changesInWords } from "./changes";
import { groupFindings } from "./findings";
import { shownSides } from "./shown-values";
import { costBefore, costInWords, preamble } from "./words";

/** The comment for a pull request. GitHub takes at most 65,536 characters in one. */
const longestComment = 60_000;

export function renderMarkdown(document: PreviewDocument, before?: PreviewDocument): string {
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
    ...document.stacks.map((preview) => row(preview, before)),
    "",
    ...document.stacks.flatMap(details),
    `<sub>${preamble.join(" ")}</sub>`,
  ].join("\n");
  return text.length <= longestComment
    ? text
    : `${text.slice(0, longestComment)}\n\n…cut; run the preview for the rest.`;
}

function row(preview: StackPreview, before: PreviewDocument | undefined): string {
  const { mandatory, advisory } = weigh(preview);
  const changes = preview.changes === null ? "not compared" : changesInWords(preview.changes);
  return `| **${preview.stack}** | ${String(preview.resources.length)} | ${changes} | ${mandatory.length > 0 ? `❌ ${String(mandatory.length)}` : "0"} | ${String(advisory.length)} | ${costInWords(preview, costBefore(preview, before))} |`;
}

function details(preview: StackPreview): string[] {
  const { mandatory, advisory } = weigh(preview);
  const lines = (mark: string, findings: readonly Finding[]) =>
    groupFindings(findings).map(
      ({ subject, message, policy }) => `- ${mark} \`${subject}\` ${message} (${policy})`,
    );
  const findings = [...lines("❌", mandatory), ...lines("⚠️", advisory)];
  const shown = shownSides(preview);
  const changes = (preview.changes ?? []).flatMap(({ urn, action, properties }) => {
    const { type, name } = partsOf(urn);
    return [
      `- **${action}** \`${name}\` ${type}`,
      ...properties.map((property) => {
        const [from, to] = shown(property);
        return `  - \`${property.path}\`: \`${from}\` → \`${to}\`${property.replaces ? " **replaces**" : ""}`;
      }),
    ];
  });
  return [
    ...(findings.length > 0 ? [`### ${preview.stack}: findings`, "", ...findings, ""] : []),
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
