import type { Contradiction } from "../../contradiction";
import type { ObservabilitySettings } from "./settings";

export function logProblems({
  logs,
  metrics,
}: Pick<ObservabilitySettings, "logs" | "metrics">): readonly Contradiction[] {
  if (logs !== "loki" || metrics === "prometheus") return [];
  const message = "is read in Grafana, which comes with `metrics: prometheus` alone";
  return [{ path: ["logs"], message, example: "metrics: prometheus" }];
}

export function grafanaProblems({
  grafana,
  metrics,
}: Pick<ObservabilitySettings, "grafana" | "metrics">): readonly Contradiction[] {
  if (grafana.nodePort === undefined || metrics === "prometheus") return [];
  const message = "needs Grafana, which comes with `metrics: prometheus` alone";
  return [{ path: ["grafana", "nodePort"], message, example: "metrics: prometheus" }];
}

export function alertProblems({
  alerts,
  metrics,
}: Pick<ObservabilitySettings, "alerts" | "metrics">): readonly Contradiction[] {
  if (alerts.requestsPerSecond === undefined || metrics === "prometheus") return [];
  const message = "is watched by Prometheus alone; the load balancer's alarms are not set by it";
  return [{ path: ["alerts", "requestsPerSecond"], message, example: "metrics: prometheus" }];
}

/** What cannot be had without AWS; empty where the settings fit a laptop. Paths are below the settings. */
export function awsOnlyProblems(
  settings: Pick<ObservabilitySettings, "logs" | "metrics" | "traces">,
): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const refuse = (setting: "logs" | "metrics" | "traces", service: string, example: string) =>
    found.push({ path: [setting], message: `is ${service}, which needs an AWS account`, example });
  if (settings.metrics === "cloudwatch") refuse("metrics", "Container Insights", "prometheus");
  if (settings.logs === "cloudwatch") refuse("logs", "CloudWatch Logs", "loki");
  if (settings.traces === "xray") refuse("traces", "AWS X-Ray", "zipkin");
  return found;
}
