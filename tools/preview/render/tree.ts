import type { PreviewResource, StackPreview } from "../document";
import { renderChanges } from "./changes";
import { renderCost } from "./cost";
import { renderFindings } from "./findings";
import { paint } from "./style";
import { byFlow, plural, shortType } from "./words";

/**
 * One stack: every resource under its component, or what changed where it was compared with a ref; then findings,
 * addresses and cost.
 */
export function renderTree(preview: StackPreview, before?: StackPreview): string {
  const children = Map.groupBy(preview.resources, ({ parent }) => parent ?? "");
  const roots = preview.resources.filter(({ parent }) => parent === null);
  const body =
    preview.changes === null
      ? roots.flatMap((root) => branches(root, children, ""))
      : renderChanges(preview).split("\n");
  const title = `${paint("bold", preview.stack)}  ${preview.file}, ${plural(preview.resources.length, "resource")}, ${preview.seconds.toFixed(2)} s`;
  const addresses = Object.entries(preview.capacity?.addresses ?? {});
  return [
    title,
    ...body,
    "",
    renderFindings(preview),
    ...(addresses.length === 0
      ? []
      : [`Usable addresses: ${addresses.map(([tier, free]) => `${tier} ${String(free)}`).join(", ")}`]),
    renderCost(preview, before?.cost),
  ].join("\n");
}

function branches(
  resource: PreviewResource,
  children: ReadonlyMap<string, readonly PreviewResource[]>,
  indent: string,
): string[] {
  const below = (children.get(resource.urn) ?? []).toSorted(
    (a, b) => order(a, children) - order(b, children) || byFlow(a.name, b.name),
  );
  return below.flatMap((child, index) => {
    const last = index === below.length - 1;
    const nested = branches(child, children, `${indent}${last ? "   " : "│  "}`);
    return [`${paint("dim", `${indent}${last ? "└─ " : "├─ "}`)}${label(child)}`, ...nested];
  });
}

/** Leaves before branches, so that what belongs to a component itself is not lost behind its sub-components. */
function order(resource: PreviewResource, children: ReadonlyMap<string, unknown>): number {
  return children.has(resource.urn) ? 1 : 0;
}

function label(resource: PreviewResource): string {
  const { name, type, protect, origin } = resource;
  const marks = [
    ...(protect ? [paint("yellow", "protected")] : []),
    ...(origin === "derived" ? [paint("dim", "derived")] : []),
  ];
  const detail = detailOf(resource);
  return [
    paint(resource.custom ? "reset" : "bold", name),
    paint("dim", shortType(type)),
    ...(detail === "" ? [] : [detail]),
    ...marks,
  ].join("  ");
}

/** The one or two inputs by which a reader tells a resource from its siblings. */
function detailOf({ inputs }: PreviewResource): string {
  const shown = [
    "cidrBlock",
    "availabilityZone",
    "destinationCidrBlock",
    "serviceName",
    "bucket",
    "name",
    "region",
    "cidrIpv4",
  ];
  return shown
    .map((key) => inputs[key])
    .filter((value) => typeof value === "string")
    .slice(0, 2)
    .join(" ");
}
