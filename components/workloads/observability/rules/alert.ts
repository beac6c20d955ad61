import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule" with {
  "resolution-mode": "import",
};
import type { Manifest } from "../../manifests/manifest";
import { namespaces } from "../facts";

/** One thing that Prometheus tells when it lasts. */
export interface Alert {
  readonly name: string;
  /** PromQL; every series that it returns is one alert. */
  readonly when: string;
  /** How long it must be so. */
  readonly lasting: `${number}m`;
  /** Critical: visitors notice. Warning: they will. */
  readonly severity: "critical" | "warning";
  /** What is wrong, with the labels of the series. */
  readonly summary: string;
  /** What to do. */
  readonly advice: string;
}

/** Alerts that belong together, as the Prometheus operator takes them. */
export function rulesOf(name: string, alerts: readonly Alert[]): Manifest {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: `urr-${name}`, namespace: namespaces.metrics },
    spec: {
      groups: [
        {
          name: `urr-${name}`,
          rules: alerts.map((alert) => ({
            alert: alert.name,
            expr: alert.when,
            for: alert.lasting,
            labels: { severity: alert.severity },
            annotations: { summary: alert.summary, description: alert.advice },
          })),
        },
      ],
    },
  } satisfies IPrometheusRule;
}
