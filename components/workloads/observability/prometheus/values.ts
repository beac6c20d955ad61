import { resources, tolerations } from "../../platform/placement";
import { namespaces, type ObservabilityFacts } from "../facts";
import type { ObservabilitySettings } from "../settings";
import { alertmanagerValues, type DiscordSecret } from "./alertmanager";
import { grafanaValues, type GrafanaFacts } from "./grafana";
import { volumeOf, volumesGoWithIt } from "./volume";

export interface PrometheusFacts extends ObservabilityFacts, GrafanaFacts {
  /** The Secret that has the webhook of a Discord channel; undefined where nobody is told. */
  readonly discord: DiscordSecret | undefined;
  /** Whether load tests write their figures here. */
  readonly loadTests: boolean;
}

type PrometheusSettings = Pick<ObservabilitySettings, "grafana" | "logs" | "prometheus" | "traces">;

/** Of a volume, the part that figures may fill: the write-ahead log needs the rest. */
const filled = 0.85;

/** Parts of the control plane that EKS shows to nobody; on a laptop they listen to themselves alone. */
const hidden = ["kubeControllerManager", "kubeEtcd", "kubeProxy", "kubeScheduler"] as const;

const rulesOfTheHidden = {
  etcd: false,
  kubeControllerManager: false,
  kubeProxy: false,
  kubeSchedulerAlerting: false,
  kubeSchedulerRecording: false,
  windows: false,
};

/** Whether ServiceMonitors and the like count without a label of this release. */
const everyMonitor = Object.fromEntries(
  ["podMonitor", "probe", "rule", "scrapeConfig", "serviceMonitor"].map((kind) => [
    `${kind}SelectorNilUsesHelmValues`,
    false,
  ]),
);

/** Values of the chart kube-prometheus-stack: Prometheus, its operator, Alertmanager, Grafana and two exporters. */
export function prometheusValues(settings: PrometheusSettings, facts: PrometheusFacts) {
  const placed = { tolerations: tolerations(facts) };
  return {
    crds: { enabled: false },
    defaultRules: {
      rules: rulesOfTheHidden,
      // Told by rules of our own, with the thresholds of this platform.
      disabled: { KubeHpaMaxedOut: true, NodeCPUHighUsage: true, NodeMemoryHighUtilization: true },
    },
    ...Object.fromEntries(hidden.map((part) => [part, { enabled: false }])),
    prometheusOperator: {
      ...placed,
      resources: resources("50m", "192Mi"),
      prometheusConfigReloader: { resources: resources("10m", "64Mi") },
      admissionWebhooks: { patch: { ...placed, resources: resources("10m", "64Mi") } },
    },
    prometheus: {
      podDisruptionBudget: { enabled: facts.replicas > 1 },
      prometheusSpec: prometheusSpec(settings, facts),
    },
    alertmanager: alertmanagerValues(facts, facts.discord),
    grafana: grafanaValues(settings, facts),
    "kube-state-metrics": { ...placed, resources: resources("20m", "192Mi") },
    "prometheus-node-exporter": {
      // It reads the node's own disks and processes, which Pod Security lets nobody do elsewhere.
      namespaceOverride: namespaces.agents,
      resources: resources("20m", "64Mi"),
      tolerations: [{ operator: "Exists" }],
    },
  };
}

function prometheusSpec({ prometheus }: PrometheusSettings, facts: PrometheusFacts) {
  const size = Math.max(1, Math.floor(prometheus.storageGi * filled));
  return {
    replicas: facts.replicas,
    tolerations: tolerations(facts),
    retention: `${String(prometheus.retentionDays)}d`,
    retentionSize: `${String(size)}GiB`,
    walCompression: true,
    storageSpec: volumeOf(prometheus.storageGi, facts.storageClass),
    persistentVolumeClaimRetentionPolicy: volumesGoWithIt,
    resources: resources("250m", "2Gi"),
    enableRemoteWriteReceiver: facts.loadTests,
    ...everyMonitor,
  };
}
