import type { IAlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig" with {
  "resolution-mode": "import",
};
import type { Manifest } from "../../manifests/manifest";
import { resources, tolerations } from "../../platform/placement";
import { namespaces, type ObservabilityFacts } from "../facts";
import { volumeOf, volumesGoWithIt } from "./volume";

/** Where in the namespace of Alertmanager the address of a Discord channel is kept. */
export interface DiscordSecret {
  readonly name: string;
  readonly key: string;
}

const configuration = "discord";

/** Alertmanager's part of the chart's values. Without a channel the chart's own receiver takes alerts and tells nobody. */
export function alertmanagerValues(facts: ObservabilityFacts, discord: DiscordSecret | undefined) {
  return {
    podDisruptionBudget: { enabled: facts.replicas > 1 },
    alertmanagerSpec: {
      replicas: facts.replicas,
      tolerations: tolerations(facts),
      resources: resources("10m", "64Mi"),
      storage: volumeOf(1, facts.storageClass),
      persistentVolumeClaimRetentionPolicy: volumesGoWithIt,
      ...(discord === undefined ? {} : { alertmanagerConfiguration: { name: configuration } }),
    },
  };
}

const is = (name: string, value: string) => ({ name, value, matchType: "=" as const });
const among = (name: string, value: string) => ({ name, value, matchType: "=~" as const });

/**
 * How Alertmanager tells a Discord channel, which takes few messages a minute: what belongs together comes as one, and
 * a warning stays silent beside the critical alert that explains it.
 *
 * An object of its own, since the operator drops `webhook_url_file` of a configuration that it merges with others:
 * https://github.com/prometheus-operator/prometheus-operator/blob/main/pkg/alertmanager/types.go
 */
export function discordConfiguration(channel: DiscordSecret): Manifest {
  const silent = "nobody";
  return {
    apiVersion: "monitoring.coreos.com/v1alpha1",
    kind: "AlertmanagerConfig",
    metadata: { name: configuration, namespace: namespaces.metrics },
    spec: {
      route: {
        receiver: configuration,
        groupBy: ["alertname", "namespace"],
        groupWait: "30s",
        groupInterval: "5m",
        repeatInterval: "4h",
        routes: [
          // Both fire all the time, or only to silence others.
          { receiver: silent, matchers: [among("alertname", "Watchdog|InfoInhibitor")] },
          { receiver: silent, matchers: [is("severity", "info")] },
        ],
      },
      inhibitRules: [
        {
          sourceMatch: [is("severity", "critical")],
          targetMatch: [among("severity", "warning|info")],
          equal: ["alertname", "app", "instance", "namespace"],
        },
      ],
      receivers: [
        { name: silent },
        {
          name: configuration,
          discordConfigs: [
            {
              apiURL: { name: channel.name, key: channel.key },
              sendResolved: true,
              title: "{{ .Status | toUpper }} {{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }})",
              message:
                "{{ range .Alerts }}{{ .Annotations.summary }} {{ .Annotations.description }}\n{{ end }}",
            },
          ],
        },
      ],
    },
  } satisfies IAlertmanagerConfig;
}
