import type * as pulumi from "@pulumi/pulumi";
import { oneAtATime, resources, tolerations } from "../../platform/placement";
import type { ObservabilityFacts } from "../facts";
import type { ObservabilitySettings } from "../settings";
import { lokiName } from "./address";

/** Where Loki writes: a bucket that its pods share, or the one volume of a single pod. */
export type LogStorage =
  | { readonly kind: "s3"; readonly bucketName: pulumi.Input<string>; readonly region: string }
  | { readonly kind: "filesystem" };

/** With a bucket, each line is held by so many pods until it is written there. */
const copies = 3;

/** Parts that a cluster of this size does not need, or that ask for gigabytes by default. */
const without = {
  chunksCache: { enabled: false },
  resultsCache: { enabled: false },
  gateway: { enabled: false },
  lokiCanary: { enabled: false },
  test: { enabled: false },
  ruler: { enabled: false },
  sidecar: { rules: { enabled: false } },
};

/** Values of the chart loki: all of Loki in one process, as many of them as the storage lets. */
export function lokiValues(
  { loki }: Pick<ObservabilitySettings, "loki">,
  facts: ObservabilityFacts,
  storage: LogStorage,
) {
  const spread = storage.kind === "s3" && facts.replicas > 1;
  const replicas = spread ? copies : 1;
  return {
    fullnameOverride: lokiName,
    deploymentMode: "Monolithic",
    ...without,
    loki: {
      auth_enabled: false,
      commonConfig: { replication_factor: replicas },
      schemaConfig: { configs: [schema(storage.kind)] },
      storage: stored(storage),
      limits_config: {
        retention_period: `${String(loki.retentionDays * 24)}h`,
        allow_structured_metadata: true,
      },
      compactor: {
        retention_enabled: true,
        delete_request_store: storage.kind,
        working_directory: "/var/loki/compactor",
      },
      analytics: { reporting_enabled: false },
    },
    serviceAccount: { name: lokiName },
    singleBinary: {
      replicas,
      tolerations: tolerations(facts),
      resources: resources("100m", "1Gi"),
      podDisruptionBudget: oneAtATime,
      persistence: {
        ...{ enabled: true, size: `${String(loki.storageGi)}Gi` },
        ...{ enableStatefulSetAutoDeletePVC: true, whenDeleted: "Delete", whenScaled: "Delete" },
        ...(facts.storageClass === undefined ? {} : { storageClass: facts.storageClass }),
      },
    },
    monitoring: { serviceMonitor: { enabled: true } },
  };
}

function schema(store: LogStorage["kind"]) {
  return {
    from: "2024-04-01",
    ...{ store: "tsdb", object_store: store, schema: "v13" },
    index: { prefix: "index_", period: "24h" },
  };
}

function stored(storage: LogStorage) {
  if (storage.kind === "filesystem") return { type: "filesystem" };
  return {
    type: "s3",
    bucketNames: { chunks: storage.bucketName },
    s3: { region: storage.region },
  };
}
