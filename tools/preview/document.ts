import type { Problem } from "../../infra/problems";
import type { Finding } from "../../policies/finding";
import type { Resource } from "../offline/resource";
import type { NodeCapacity } from "../workloads/capacity/node-capacity";

/** What `npm run preview -- --json` prints, version 1. Arrays of resources, changes and findings are sorted by URN. */
export interface PreviewDocument {
  readonly version: 1;
  /** The git ref that the working tree was compared with; null where it was not. */
  readonly base: string | null;
  /** Why stacks could not be evaluated; then they are missing from `stacks`. */
  readonly errors: readonly FileProblem[];
  readonly stacks: readonly StackPreview[];
}

export interface FileProblem extends Problem {
  /** The stack file, relative to the project. */
  readonly file: string;
}

export interface StackPreview {
  readonly stack: string;
  readonly file: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly resources: readonly PreviewResource[];
  /** Null where there is no base. */
  readonly changes: readonly Change[] | null;
  readonly findings: readonly Finding[];
  readonly cost: Cost | null;
  readonly capacity: Capacity | null;
  /** Wall time of the evaluation. */
  readonly seconds: number;
}

/**
 * A resource as captured: `inputs` are what the provider would receive, `id` and `outputs` what the offline monitor
 * answered. Secrets are `[secret]`.
 */
export type PreviewResource = Omit<
  Resource,
  "secretPaths" | "secretOutputs" | "deletedWith" | "retainOnDelete"
>;

export interface Change {
  readonly urn: string;
  readonly action: "create" | "update" | "replace" | "delete";
  readonly properties: readonly PropertyChange[];
}

export interface PropertyChange {
  /** For example `tags.Name` or `subnetIds[2]`. */
  readonly path: string;
  /** Absent before is undefined, and then missing from the JSON. */
  readonly from: unknown;
  readonly to: unknown;
  /** Whether AWS can only change it by making the resource anew. */
  readonly replaces: boolean;
}

export interface Cost {
  readonly currency: "USD";
  readonly region: string;
  /** `fixed` + `usage`, a month of 730 hours, on demand, before tax and free tiers. */
  readonly monthly: number;
  readonly fixed: number;
  readonly usage: number;
  /** Number of items without a price or without a stated usage. */
  readonly unpriced: number;
  readonly items: readonly CostItem[];
}

export interface CostItem {
  readonly urn: string;
  readonly what: string;
  readonly unit: string;
  /** Units in a month; null where the stack file states no usage. */
  readonly quantity: number | null;
  readonly price: number | null;
  readonly monthly: number | null;
  readonly kind: "fixed" | "usage";
  /** A: a bill or two price lists; B: one price list; C: a page; U: not confirmed, so not priced. */
  readonly confidence: "A" | "B" | "C" | "U";
}

export interface Capacity {
  /** Addresses for network interfaces, nodes and pods, by tier. */
  readonly addresses: Readonly<Record<string, number>>;
  /** What pods ask for, and what nodes have; null where there is not one group of nodes for all of them. */
  readonly nodes: NodeCapacity | null;
}
