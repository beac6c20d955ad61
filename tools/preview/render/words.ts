import type { Cost, PreviewDocument, PreviewResource, StackPreview } from "../document";

/** What a reader must know before anything else: how far this preview can be trusted. */
export const preamble = [
  "Offline preview: the program ran on Pulumi's Node runtime with a mock resource monitor; no engine, account or cluster was asked.",
  "Only `pulumi preview` can tell: what exists already, names that are taken, quotas, what IAM allows, and which versions AWS offers today.",
];

export function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export function dollars(amount: number): string {
  return `$${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** What the words about a stack's cost are made of. */
export type Costing = Pick<StackPreview, "cost" | "resources">;

/**
 * `$512.90 a month (+$47.12), $462.90 of it fixed; 3 items without a price or a stated usage`. What it was before is
 * undefined where there is nothing to compare with.
 */
export function costInWords({ cost, resources }: Costing, before?: Cost | null): string {
  if (cost === null) {
    return resources.some(({ type }) => type.startsWith("aws:"))
      ? "not estimated: there is no price book for this region"
      : "none: nothing is made on AWS";
  }
  // What is paid whatever happens, and is missing in the sum.
  const missing = cost.items.filter(({ kind, monthly }) => kind === "fixed" && monthly === null);
  const named = [...new Set(missing.map(({ what }) => what))];
  const open =
    cost.unpriced === 0
      ? ""
      : `; ${plural(cost.unpriced, "item")} without a price or a stated usage${named.length === 0 ? "" : `, among them ${named.join(", ")}`}`;
  const change = before === undefined || before === null ? 0 : cost.monthly - before.monthly;
  const difference =
    Math.abs(change) < 0.005 ? "" : ` (${change > 0 ? "+" : "−"}${dollars(Math.abs(change))})`;
  return `${dollars(cost.monthly)} a month${difference}, ${dollars(cost.fixed)} of it fixed${open}`;
}

/** What the same stack cost at the ref it is compared with. */
export function costBefore(
  preview: StackPreview,
  before: PreviewDocument | undefined,
): Cost | null | undefined {
  return before?.stacks.find(({ stack }) => stack === preview.stack)?.cost;
}

/** The components of each program in the order in which they build on each other. */
const flow = [
  ...["operations", "network", "cluster", "data-tier", "queueing", "edge", "workloads"],
  ...["state", "secrets", "dns", "access", "account"],
];

/** Sorts by place in the flow; what is no component comes first. */
export function byFlow(a: string, b: string): number {
  return flow.indexOf(a) - flow.indexOf(b);
}

/** `aws:ec2/subnet:Subnet` as a reader would write it in the program: `aws.ec2.Subnet`. */
export function shortType(type: string): string {
  return type.replace(/^(\w+):([\w.]+)\/\w+:(\w+)$/, "$1.$2.$3");
}

/** The component a resource belongs to: its ancestor right below the stack. */
export function componentOf(
  resource: PreviewResource,
  resources: ReadonlyMap<string, PreviewResource>,
): string {
  let current = resource;
  for (;;) {
    const parent = current.parent === null ? undefined : resources.get(current.parent);
    if (parent === undefined || parent.parent === null) return current.name;
    current = parent;
  }
}

export function byUrnMap(preview: StackPreview): ReadonlyMap<string, PreviewResource> {
  return new Map(preview.resources.map((resource) => [resource.urn, resource]));
}
