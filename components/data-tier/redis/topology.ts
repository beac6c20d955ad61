/** As much of the settings as decides which nodes there are. */
export interface TopologySettings {
  readonly topology: "replicationGroup" | "cluster";
  readonly nodes?: number | undefined;
  readonly shards?: number | undefined;
  readonly replicas?: number | undefined;
}

/** The shape of a replication group, in the terms of ElastiCache. */
export type Shape =
  | { readonly kind: "replicationGroup"; readonly nodes: number }
  | { readonly kind: "cluster"; readonly shards: number; readonly replicas: number };

/**
 * Two nodes survive the loss of one. Three shards with a replica each are what the platform's own cluster in
 * Kubernetes has.
 */
export function shapeOf({ topology, nodes = 2, shards = 3, replicas = 1 }: TopologySettings): Shape {
  return topology === "cluster" ? { kind: "cluster", shards, replicas } : { kind: "replicationGroup", nodes };
}

/** Whether a node stands by for each primary. */
export function hasReplicas(shape: Shape): boolean {
  return shape.kind === "cluster" ? shape.replicas > 0 : shape.nodes > 1;
}

const digits = (value: number, length: number): string => String(value).padStart(length, "0");
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

/**
 * What ElastiCache appends to the group's id to name its nodes: `001`, or `0001-001` with the shard in front. Metrics
 * are told apart by these names, and they must be known before the nodes are.
 */
export function membersOf(shape: Shape): readonly string[] {
  if (shape.kind === "replicationGroup") return upTo(shape.nodes).map((node) => digits(node, 3));
  return upTo(shape.shards).flatMap((shard) =>
    upTo(1 + shape.replicas).map((node) => `${digits(shard, 4)}-${digits(node, 3)}`),
  );
}
