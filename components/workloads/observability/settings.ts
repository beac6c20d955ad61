import { z } from "zod";
import { refusing, whenSound } from "../../contradiction";
import { alertProblems, grafanaProblems, logProblems } from "./contradictions";

const prometheus = z.strictObject({
  retentionDays: z
    .int()
    .min(1)
    .max(90)
    .default(15)
    .meta({ description: "Days that Prometheus keeps figures.", examples: [15] }),
  storageGi: z
    .int()
    .min(1)
    .max(2_000)
    .default(50)
    .meta({
      description: "GiB of each replica's volume; the oldest figures go when it is full.",
      examples: [50],
    }),
});

const loki = z.strictObject({
  retentionDays: z
    .int()
    .min(1)
    .max(365)
    .default(30)
    .meta({ description: "Days that Loki keeps logs.", examples: [30] }),
  storageGi: z
    .int()
    .min(1)
    .max(2_000)
    .default(20)
    .meta({
      description:
        "GiB of each replica's volume: all logs where there is no S3, and what is not yet written where there is.",
      examples: [20],
    }),
});

const grafana = z.strictObject({
  nodePort: z
    .int()
    .min(30_000)
    .max(32_767)
    .optional()
    .meta({
      description: "Port of every node at which Grafana answers; by port-forwarding alone unless set.",
      examples: [30_006],
    }),
});

const alerts = z.strictObject({
  errorPercent: z
    .number()
    .gt(0)
    .max(100)
    .default(1)
    .meta({ description: "How many of a hundred requests to a service may fail.", examples: [1] }),
  p99Milliseconds: z
    .int()
    .min(1)
    .default(1_000)
    .meta({
      description: "Within how many milliseconds 99 of a hundred requests are to be answered.",
      examples: [1_000],
    }),
  requestsPerSecond: z
    .int()
    .min(30)
    .optional()
    .meta({
      description: "What the gateway is built for; told before it is reached. Nobody watches unless set.",
      examples: [30_000],
    }),
});

const fields = {
  metrics: z
    .enum(["cloudwatch", "prometheus", "none"])
    .default("cloudwatch")
    .meta({
      description:
        "Who measures pods and nodes: CloudWatch Container Insights, or Prometheus with Alertmanager and Grafana in the cluster.",
      examples: ["cloudwatch"],
    }),
  logs: z
    .enum(["cloudwatch", "loki", "none"])
    .default("cloudwatch")
    .meta({
      description:
        "Where logs of pods go: CloudWatch Logs by Fluent Bit, or Loki by OpenTelemetry collectors.",
      examples: ["cloudwatch"],
    }),
  traces: z
    .enum(["xray", "zipkin", "none"])
    .default("xray")
    .meta({
      description:
        "Where spans go: X-Ray through an OpenTelemetry collector, or a Zipkin beside the services.",
      examples: ["xray"],
    }),
  sampling: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .meta({ description: "Which part of all requests is traced.", examples: [0.1] }),
  prometheus: prometheus.prefault({}),
  loki: loki.prefault({}),
  grafana: grafana.prefault({}),
  alerts: alerts.prefault({}),
};

/** How an environment is watched: figures, logs and traces, each by AWS or in the cluster. */
export const observabilitySettings = z
  .strictObject(fields)
  .superRefine(refusing(logProblems), whenSound("metrics", "logs"))
  .superRefine(refusing(grafanaProblems), whenSound("metrics", "grafana"))
  .superRefine(refusing(alertProblems), whenSound("metrics", "alerts"));

/** Settings of observability, every default filled in. */
export type ObservabilitySettings = z.output<z.ZodObject<typeof fields>>;
