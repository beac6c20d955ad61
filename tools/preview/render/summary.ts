import { dirname } from "node:path";
import type { PreviewDocument, StackPreview } from "../document";
import { changesInWords, renderChanges } from "./changes";
import { renderFindings } from "./findings";
import { weigh, type WeighedFindings } from "../weight";
import { paint } from "./style";
import { table, type Column } from "./table";
import { byFlow, byUrnMap, componentOf, costBefore, costInWords, dollars, plural } from "./words";

interface Counted {
  readonly preview: StackPreview;
  /** Resources by component. */
  readonly counts: ReadonlyMap<string, number>;
  readonly findings: WeighedFindings;
}

/**
 * Every stack in a line, a table for each program: resources by component, findings, cost, time. Then what needs a look.
 */
export function renderSummary(document: PreviewDocument, before?: PreviewDocument): string {
  const counted = document.stacks.map(count);
  const programs = Map.groupBy(counted, ({ preview }) => dirname(preview.file));
  const unpriced = document.stacks.reduce((sum, { cost }) => sum + (cost?.unpriced ?? 0), 0);
  const changed = document.stacks.filter(({ changes }) => (changes ?? []).length > 0);
  const needALook = counted.filter(({ findings }) => findings.mandatory.length > 0);
  return [
    [...programs.values()].map((stacks) => tableOf(stacks, document.base)).join("\n\n"),
    ...(unpriced > 0
      ? [
          paint(
            "dim",
            `+ and ${plural(unpriced, "item")} without a price or a stated usage; \`npm run preview -- <stack>\` shows one stack`,
          ),
        ]
      : []),
    ...changed.flatMap((preview) => [
      "",
      renderChanges(preview),
      `Cost: ${costInWords(preview, costBefore(preview, before))}`,
    ]),
    ...needALook.flatMap(({ preview }) => [
      "",
      `${paint("bold", preview.stack)}: ${renderFindings(preview)}`,
    ]),
  ].join("\n");
}

function count(preview: StackPreview): Counted {
  const byUrn = byUrnMap(preview);
  const counts = new Map<string, number>();
  for (const resource of preview.resources) {
    if (resource.parent === null || resource.type.startsWith("pulumi:providers:")) continue;
    const component = componentOf(resource, byUrn);
    counts.set(component, (counts.get(component) ?? 0) + 1);
  }
  return { preview, counts, findings: weigh(preview) };
}

function tableOf(stacks: readonly Counted[], base: string | null): string {
  const components = [...new Set(stacks.flatMap(({ counts }) => [...counts.keys()]))].toSorted(byFlow);
  const columns: Column[] = [
    { title: "stack" },
    ...components.map((title): Column => ({ title, align: "right" })),
    { title: "resources", align: "right" },
    ...(base === null ? [] : [{ title: `since ${base}` }]),
    { title: "mandatory", align: "right" },
    { title: "advisory", align: "right" },
    { title: "excepted", align: "right" },
    { title: "USD/month", align: "right" },
    { title: "seconds", align: "right" },
  ];
  const rows = stacks.map(({ preview, counts, findings }) => [
    paint("bold", preview.stack),
    ...components.map((component) => String(counts.get(component) ?? 0)),
    String(preview.resources.length),
    ...(preview.changes === null ? [] : [changesInWords(preview.changes)]),
    findings.mandatory.length > 0 ? paint("red", String(findings.mandatory.length)) : "0",
    String(findings.advisory.length),
    String(findings.excepted.length),
    preview.cost === null ? "–" : `${dollars(preview.cost.monthly)}${preview.cost.unpriced > 0 ? " +" : ""}`,
    preview.seconds.toFixed(2),
  ]);
  return table(columns, rows);
}
