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
    // Agents read the disks of their nodes, which the milder levels refuse as well.
    ...(inCluster ? { [namespaces.metrics]: "restricted", [namespaces.agents]: "privileged" } : {}),
    ...(logs === "loki" ? { [namespaces.logs]: "restricted" } : {}),
    ...(traces === "xray" ? { [namespaces.traces]: "restricted" } : {}),
    ...(byAws ? { [namespaces.cloudWatch]: "privileged" } : {}),
  };
}
