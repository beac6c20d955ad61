import type { IIngress } from "kubernetes-models/networking.k8s.io/v1/Ingress" with {
  "resolution-mode": "import",
};
import type { IngressSite, Site } from "../site";
import type { Workload } from "../workload";
import { annotation } from "./annotation";

/** A service that visitors get to by a path of its own. */
export type RoutedWorkload = Workload & { readonly path: string };

export function isRouted<Given extends Workload>(workload: Given): workload is Given & RoutedWorkload {
  return workload.path !== undefined;
}

/** Takes no more TLS than 1.2 with forward secrecy, like the load balancer of the site. */
const sslPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/**
 * One load balancer that leads to services by their paths, for the controller to make. Where it stands, who reaches it
 * and where it logs is said by whoever registers it.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/v3.5/guide/ingress/annotations/
 */
export function ingressOf(
  services: readonly RoutedWorkload[],
  { namespace }: Pick<Site, "namespace">,
  site: IngressSite,
) {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      name: `${namespace}-ingress`,
      namespace,
      labels: { "app.kubernetes.io/part-of": "urr" },
      annotations: {
        ...annotation("scheme", "internet-facing"),
        ...annotation("ip-address-type", "ipv4"),
        ...annotation("target-type", "ip"),
        // Names of groups have 63 characters.
        ...annotation("group.name", `${namespace.slice(0, 59)}-alb`),
        ...listeners(site),
        ...annotation("healthcheck-path", "/health"),
        ...annotation("healthcheck-interval-seconds", "15"),
        ...annotation("healthcheck-timeout-seconds", "5"),
        ...annotation("healthy-threshold-count", "2"),
        ...annotation("unhealthy-threshold-count", "2"),
        ...annotation(
          "target-group-attributes",
          `deregistration_delay.timeout_seconds=${String(site.drainSeconds)}`,
        ),
      },
    },
    spec: {
      ingressClassName: "alb",
      rules: [{ host: site.host, http: { paths: services.toSorted(byPath).map(routeTo) } }],
    },
  } satisfies IIngress;
}

function listeners({ certificateArn }: IngressSite): Readonly<Record<string, string>> {
  if (certificateArn === undefined) return annotation("listen-ports", JSON.stringify([{ HTTP: 80 }]));
  return {
    ...annotation("listen-ports", JSON.stringify([{ HTTP: 80 }, { HTTPS: 443 }])),
    ...annotation("ssl-redirect", "443"),
    ...annotation("ssl-policy", sslPolicy),
    ...annotation("certificate-arn", certificateArn),
  };
}

/** The longer path first, as it is the one that counts. */
const byPath = (one: RoutedWorkload, other: RoutedWorkload) =>
  other.path.length - one.path.length || (one.path < other.path ? -1 : 1);

const routeTo = ({ name, path, port }: RoutedWorkload) => ({
  ...{ path, pathType: "Prefix" as const },
  backend: { service: { name, port: { number: port } } },
});
