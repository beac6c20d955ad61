import { partsOf } from "../../../policies/urn";
import type { Change, PropertyChange, StackPreview } from "../document";
import { shownSides, type ShownSides } from "./shown-values";
import { paint } from "./style";
import { plural, shortType } from "./words";

const marks = {
  create: { sign: "+", colour: "green", verb: "created" },
  update: { sign: "~", colour: "yellow", verb: "changed" },
  replace: { sign: "±", colour: "magenta", verb: "replaced" },
  delete: { sign: "-", colour: "red", verb: "deleted" },
} as const;

export function changesInWords(changes: readonly Change[]): string {
  if (changes.length === 0) return "no change";
  return (Object.keys(marks) as (keyof typeof marks)[])
    .map((action) => ({ action, count: changes.filter((change) => change.action === action).length }))
    .filter(({ count }) => count > 0)
    .map(({ action, count }) => `${marks[action].sign} ${String(count)} ${marks[action].verb}`)
    .join(", ");
}

function propertyLine(change: PropertyChange, shown: ShownSides): string {
  const [from, to] = shown(change);
  const why = change.replaces ? paint("magenta", "  replaces") : "";
  return `      ${change.path}: ${from} → ${to}${why}`;
}

/** What the working tree changes, resource by resource and property by property. */
export function renderChanges(preview: StackPreview): string {
  const changes = preview.changes ?? [];
  const shown = shownSides(preview);
  const lines = changes.flatMap(({ urn, action, properties }) => {
    const { sign, colour } = marks[action];
    const { type, name } = partsOf(urn);
    const head = `  ${paint(colour, `${sign} ${name}`)}  ${paint("dim", shortType(type))}`;
    return [head, ...properties.map((property) => propertyLine(property, shown))];
  });
  return [
    `Changes in ${preview.stack}: ${changesInWords(changes)} (${plural(changes.length, "resource")})`,
    ...lines,
  ].join("\n");
}
