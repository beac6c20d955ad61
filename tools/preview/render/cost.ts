import type { Cost, CostItem } from "../document";
import { table } from "./table";
import { costInWords, dollars, type Costing } from "./words";

/** What a stack costs, by what is paid for; equal things are added up, the dearest first. */
export function renderCost(preview: Costing, before?: Cost | null): string {
  const { cost } = preview;
  const head = `Cost: ${costInWords(preview, before)}`;
  if (cost === null || cost.items.length === 0) return head;
  const groups = [...Map.groupBy(cost.items, ({ what }) => what).values()].toSorted(
    (a, b) => sum(b) - sum(a),
  );
  const rows = groups.map((items) => [
    items[0]?.what ?? "",
    String(items.length),
    items.some(({ monthly }) => monthly === null) ? openReason(items) : dollars(sum(items)),
    items[0]?.kind ?? "",
    [...new Set(items.map(({ confidence }) => confidence))].toSorted().join(" "),
  ]);
  const columns = [
    { title: "paid for" },
    { title: "resources", align: "right" as const },
    { title: "USD/month", align: "right" as const },
    { title: "kind" },
    { title: "confidence" },
  ];
  return `${head}\n${indented(table(columns, rows))}`;
}

function openReason(items: readonly CostItem[]): string {
  return items.some(({ price }) => price === null) ? "no price" : "no usage stated";
}

function sum(items: readonly CostItem[]): number {
  return items.reduce((total, { monthly }) => total + (monthly ?? 0), 0);
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
