import type { ObservabilitySettings } from "../settings";

/** What the add-on writes, by what is in it. It names the groups by itself. */
const written = {
  metrics: ["performance"],
  logs: ["application", "dataplane", "host"],
} as const;

/** Names of the log groups that the add-on writes to, by a short name. */
export function logGroupNames(
  { logs, metrics }: Pick<ObservabilitySettings, "logs" | "metrics">,
  clusterName: string,
): Readonly<Record<string, string>> {
  const kinds = [
    ...(metrics === "cloudwatch" ? written.metrics : []),
    ...(logs === "cloudwatch" ? written.logs : []),
  ];
  return Object.fromEntries(kinds.map((kind) => [kind, `/aws/containerinsights/${clusterName}/${kind}`]));
}
