import { hasReplicas, type Shape } from "./topology";

/** A replica takes over by itself, and lies in another zone where there is one. A cluster must have failover on. */
export function sizeOf(shape: Shape, zones: number) {
  const multiAzEnabled = hasReplicas(shape) && zones > 1;
  if (shape.kind === "cluster") {
    const { shards, replicas } = shape;
    return {
      clusterMode: "enabled",
      numNodeGroups: shards,
      replicasPerNodeGroup: replicas,
      automaticFailoverEnabled: true,
      multiAzEnabled,
    };
  }
  return {
    clusterMode: "disabled",
    numCacheClusters: shape.nodes,
    automaticFailoverEnabled: hasReplicas(shape),
    multiAzEnabled,
  };
}
