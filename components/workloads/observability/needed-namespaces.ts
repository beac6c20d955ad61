import type { PodSecurityLevel } from "../platform/namespaces";
import { namespaces } from "./facts";
import type { ObservabilitySettings } from "./settings";

/** Namespaces that the settings ask for, and how far Pod Security lets their pods go. */
export function neededNamespaces({
  logs,
  metrics,
  traces,
}: Pick<ObservabilitySettings, "logs" | "metrics" | "traces">): Readonly<Record<string, PodSecurityLevel>> {
  const inCluster = metrics === "prometheus";
  const byAws = metrics === "cloudwatch" || logs === "cloudwatch";
  return {
    ...(inCluster ? { [namespaces.metrics]: "restricted" } : {}),
    ...(logs === "loki" ? { [namespaces.logs]: "restricted" } : {}),
    ...(traces === "xray" ? { [namespaces.traces]: "restricted" } : {}),
    // Agents read the disks of their nodes, which the milder levels refuse as well.
    ...(inCluster || logs === "loki" ? { [namespaces.agents]: "privileged" } : {}),
    ...(byAws ? { [namespaces.cloudWatch]: "privileged" } : {}),
  };
}
