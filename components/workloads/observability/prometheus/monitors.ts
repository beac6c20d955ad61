import type { IPodMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor" with {
  "resolution-mode": "import",
};
import type { Manifest } from "../../manifests/manifest";
import { namespaces } from "../facts";

/** Where Spring's services tell their figures, on the port at which they serve. */
export const serviceFigures = { portName: "http", path: "/actuator/prometheus" } as const;

/** Settings of Spring without which figures, or their distribution, are not told; and logs as JSON. */
export const figureVariables: Readonly<Record<string, string>> = {
  MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: "health,prometheus",
  MANAGEMENT_METRICS_DISTRIBUTION_PERCENTILES_HISTOGRAM_HTTP_SERVER_REQUESTS: "true",
};

/** One object on every line, from Spring Boot 3.4 on: https://docs.spring.io/spring-boot/reference/features/logging.html */
export const logVariables: Readonly<Record<string, string>> = {
  LOGGING_STRUCTURED_FORMAT_CONSOLE: "logstash",
};

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
