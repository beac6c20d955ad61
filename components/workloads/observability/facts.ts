import type { AddonFacts } from "../platform/placement";

/** What observability is told of the cluster that it watches. */
export interface ObservabilityFacts extends Pick<AddonFacts, "platformNodesTainted" | "replicas"> {
  /** Where the services run. */
  readonly namespace: string;
  /** The service through which all requests come. */
  readonly gateway: string;
  /** Class of its volumes; the cluster's default where absent. */
  readonly storageClass?: string;
}

/** Namespaces of its parts. */
export const namespaces = {
  metrics: "monitoring",
  logs: "logging",
  traces: "telemetry",
  /** Pods that read the disks of their nodes. */
  agents: "node-agents",
  /** The EKS add-on's own. */
  cloudWatch: "amazon-cloudwatch",
} as const;
