import type { IPodMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor" with {
  "resolution-mode": "import",
};
import type { Manifest } from "../../manifests/manifest";
import { namespaces } from "../facts";

/** Where Spring's services tell their figures, on the port at which they serve. */
export const serviceFigures = { portName: "http", path: "/actuator/prometheus" } as const;

/**
 * Asks every pod of the services, each once: the Services of a blue/green release share their pods.
 * Every series gets the service's name as `app`.
 */
export function servicesMonitor(namespace: string, apps: readonly string[]): Manifest {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { name: "urr-services", namespace: namespaces.metrics },
    spec: {
      namespaceSelector: { matchNames: [namespace] },
      selector: { matchExpressions: [{ key: "app", operator: "In", values: [...apps] }] },
      podTargetLabels: ["app"],
      podMetricsEndpoints: [
        { port: serviceFigures.portName, path: serviceFigures.path, interval: "30s", scrapeTimeout: "10s" },
      ],
    },
  } satisfies IPodMonitor;
}
