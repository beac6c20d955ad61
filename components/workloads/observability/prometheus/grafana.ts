import { resources, tolerations } from "../../platform/placement";
import { namespaces, type ObservabilityFacts } from "../facts";
import { lokiAddress } from "../loki/address";
import type { ObservabilitySettings } from "../settings";
import { spanReceiver } from "../spans";
import { sources } from "../dashboards/sources";

export interface GrafanaFacts {
  /** The Secret with who may change things, and its password. */
  readonly adminSecret: string;
  /** Where CloudWatch is asked for what AWS runs; undefined where it runs nothing. */
  readonly cloudWatchRegion: string | undefined;
}

/** Keys of the Secret that says who may change things. */
export const adminKeys = { user: "admin-user", password: "admin-password" } as const;

/** Name of Grafana's Deployment, Service and ServiceAccount. */
export const grafanaName = "grafana";

/** At which its pods answer. */
export const grafanaPort = 3_000;

type GrafanaSettings = Pick<ObservabilitySettings, "grafana" | "logs" | "traces">;

/**
 * Grafana's part of the chart's values. It keeps nothing: dashboards are ConfigMaps of its namespace, which a sidecar
 * reads, and its password is a Secret.
 */
export function grafanaValues(settings: GrafanaSettings, facts: GrafanaFacts & ObservabilityFacts) {
  const { nodePort } = settings.grafana;
  return {
    fullnameOverride: grafanaName,
    serviceAccount: { name: grafanaName },
    admin: {
      existingSecret: facts.adminSecret,
      userKey: adminKeys.user,
      passwordKey: adminKeys.password,
    },
    // The sidecar reads ConfigMaps of its own namespace, and secrets of no other.
    rbac: { namespaced: true },
    sidecar: {
      resources: resources("10m", "96Mi"),
      dashboards: { enabled: true, searchNamespace: namespaces.metrics, resource: "configmap" },
      datasources: { enabled: true, resource: "configmap" },
    },
    "grafana.ini": {
      analytics: { check_for_updates: false, check_for_plugin_updates: false, reporting_enabled: false },
      users: { allow_sign_up: false },
    },
    additionalDataSources: dataSources(settings, facts),
    persistence: { enabled: false },
    initChownData: { enabled: false },
    testFramework: { enabled: false },
    tolerations: tolerations(facts),
    resources: resources("50m", "384Mi"),
    service: nodePort === undefined ? { type: "ClusterIP" } : { type: "NodePort", nodePort },
  };
}

/** Beside Prometheus and Alertmanager, which the chart adds by itself. */
function dataSources({ logs, traces }: GrafanaSettings, facts: GrafanaFacts & ObservabilityFacts) {
  const spans = traces === "zipkin" ? spanReceiver({ traces }) : undefined;
  return [
    ...(logs === "loki"
      ? [{ name: "Loki", type: "loki", uid: sources.loki.uid, access: "proxy", url: lokiAddress }]
      : []),
    ...(spans === undefined
      ? []
      : [
          {
            ...{ name: "Zipkin", type: "zipkin", uid: "zipkin", access: "proxy" },
            url: `http://${spans.app}.${facts.namespace}.svc.cluster.local:${String(spans.port)}`,
          },
        ]),
    ...(facts.cloudWatchRegion === undefined
      ? []
      : [
          {
            ...{ name: "CloudWatch", type: "cloudwatch", uid: sources.cloudWatch.uid, access: "proxy" },
            // By the role of its pod.
            jsonData: { authType: "default", defaultRegion: facts.cloudWatchRegion },
          },
        ]),
  ];
}
