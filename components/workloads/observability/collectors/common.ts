import { resources } from "../../platform/placement";

/** What every collector has: an answer for its probes, a bound to its memory, and figures of itself. */
export const collectorBase = {
  extensions: { health_check: { endpoint: "${env:MY_POD_IP}:13133" } },
  processors: {
    memory_limiter: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 },
    batch: { send_batch_size: 1_000, send_batch_max_size: 2_000, timeout: "2s" },
  },
  telemetry: {
    metrics: {
      readers: [{ pull: { exporter: { prometheus: { host: "${env:MY_POD_IP}", port: 8_888 } } } }],
    },
  },
} as const;

/** First what protects the collector itself, last what makes many requests into one. */
export const processors = ["memory_limiter", "batch"] as const;

/** Ports that the chart opens unless told otherwise, and that nobody here calls. */
const unused = {
  "jaeger-compact": { enabled: false },
  "jaeger-thrift": { enabled: false },
  "jaeger-grpc": { enabled: false },
};

/** Ports of a collector: those for its own figures, and for spans where it takes any. */
export function collectorPorts(takesSpans: boolean) {
  const enabled = takesSpans;
  return {
    ...unused,
    otlp: { enabled },
    "otlp-http": { enabled },
    zipkin: { enabled },
    metrics: { enabled: true },
  };
}

export const collectorResources = resources("50m", "256Mi");

export const collectorSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};
