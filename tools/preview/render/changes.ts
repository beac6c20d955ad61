import { partsOf } from "../../../policies/urn";
import type { Change, PropertyChange, StackPreview } from "../document";
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

function shortValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Ids of the offline monitor mean nothing to a reader; the names of what they stand for do. */
export function namesById(preview: StackPreview): (value: unknown) => string {
  const names = new Map(preview.resources.flatMap(({ id, name }) => (id === null ? [] : [[id, name]])));
  return (value) => (typeof value === "string" ? (names.get(value) ?? shortValue(value)) : shortValue(value));
}

function propertyLine(
  { path, from, to, replaces }: PropertyChange,
  shown: (value: unknown) => string,
): string {
  const why = replaces ? paint("magenta", "  replaces") : "";
  return `      ${path}: ${shown(from)} → ${shown(to)}${why}`;
}

/** What the working tree changes, resource by resource and property by property. */
export function renderChanges(preview: StackPreview): string {
  const changes = preview.changes ?? [];
  const shown = namesById(preview);
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
