import { resources } from "../../platform/placement";
import type { ObservabilitySettings } from "../settings";

/** The add-on, and what its agent and Fluent Bit run as. */
export const insightsAddon = { name: "amazon-cloudwatch-observability", serviceAccount: "cloudwatch-agent" };

/**
 * Settings of the add-on: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
 *
 * What the agent collects is written out, so that Application Signals, which would put agents of its own into the
 * services' pods, stay off whatever the add-on's version does by default.
 */
export function insightsConfiguration(
  { logs, metrics }: Pick<ObservabilitySettings, "logs" | "metrics">,
  region: string,
) {
  const containerInsights = {
    logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } },
  };
  return {
    agent: {
      config: { agent: { region }, ...(metrics === "cloudwatch" ? containerInsights : {}) },
      resources: resources("100m", "384Mi"),
    },
    containerLogs: {
      enabled: logs === "cloudwatch",
      ...(logs === "cloudwatch" ? { fluentBit: { resources: resources("50m", "192Mi") } } : {}),
    },
    manager: { applicationSignals: { autoMonitor: { monitorAllServices: false } } },
  };
}
