import { lokiAddress } from "../loki/address";
import { collectorBase, collectorPorts, collectorResources, collectorSecurity, processors } from "./common";

/** Of the agents, and of their ServiceAccount. */
export const logAgent = "otel-logs";

/** The community's build for Kubernetes, which the chart is made for. */
const image = {
  repository: "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s",
  tag: "0.158.0",
};

/**
 * Values of the chart opentelemetry-collector: an agent on every node that reads what pods write, and sends it to Loki.
 *
 * Pods' logs belong to root, so that the agents do too, without any of its capabilities. What they have read is kept on
 * the node: an agent that starts again goes on where it was. Lines stay as they are, JSON for the most part, which
 * Loki takes apart when it is asked.
 */
export function logAgentValues() {
  return {
    mode: "daemonset",
    fullnameOverride: logAgent,
    image,
    command: { name: "otelcol-k8s" },
    serviceAccount: { name: logAgent },
    presets: {
      logsCollection: { enabled: true, storeCheckpoints: true },
      kubernetesAttributes: { enabled: true },
    },
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
    securityContext: { ...collectorSecurity, runAsUser: 0, runAsGroup: 0 },
    resources: collectorResources,
    tolerations: [{ operator: "Exists" }],
    ports: collectorPorts(false),
    podMonitor: { enabled: true },
    alternateConfig: {
      receivers: {},
      processors: collectorBase.processors,
      exporters: {
        otlp_http: {
          endpoint: `${lokiAddress}/otlp`,
          // Loki may be away for as long as a node is replaced.
          retry_on_failure: { enabled: true, max_elapsed_time: "10m" },
          sending_queue: { enabled: true, storage: "file_storage" },
        },
      },
      extensions: collectorBase.extensions,
      service: {
        telemetry: collectorBase.telemetry,
        extensions: ["health_check"],
        pipelines: {
          logs: {
            receivers: [],
            processors: [...processors],
            exporters: ["otlp_http"],
          },
        },
      },
    },
  };
}
