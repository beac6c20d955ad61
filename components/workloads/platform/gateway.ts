import type { IGateway } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/Gateway" with {
  "resolution-mode": "import",
};
import type { IGatewayClass } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/GatewayClass" with {
  "resolution-mode": "import",
};
import type { Manifest } from "../manifests/manifest";
import type { AddonsSettings } from "./settings";

/** The definitions that version 3.5 of the controller is built for: https://github.com/kubernetes-sigs/gateway-api/releases/tag/v1.6.0 */
export const gatewayDefinitions =
  "https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.6.0/standard-install.yaml";

export const gateway = { name: "platform", namespace: "gateway" } as const;

const className = "alb";
const own = "gateway.k8s.aws";

/** Takes no more TLS than 1.2 with forward secrecy, like the load balancer of the site. */
const sslPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

export interface GatewayFacts {
  readonly settings: AddonsSettings["gatewayApi"];
  /** Namespaces whose routes it takes. */
  readonly routesFrom: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export function gatewayClass(): Manifest {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "GatewayClass",
    metadata: { name: className },
    spec: { controllerName: `${own}/alb` },
  } satisfies IGatewayClass;
}

/** What Gateway API has no words for: where the load balancer stands, and how it speaks TLS. */
export function loadBalancerConfiguration({ settings, tags }: GatewayFacts): Manifest {
  const { allowCidrs, certificateArn } = settings;
  return {
    apiVersion: `${own}/v1`,
    kind: "LoadBalancerConfiguration",
    metadata: gateway,
    spec: {
      ...(allowCidrs.length === 0
        ? { scheme: "internal" }
        : { scheme: "internet-facing", sourceRanges: allowCidrs }),
      ipAddressType: "ipv4",
      loadBalancerAttributes: [{ key: "routing.http.drop_invalid_header_fields.enabled", value: "true" }],
      listenerConfigurations: [
        {
          protocolPort: "HTTPS:443",
          sslPolicy,
          ...(certificateArn === undefined ? {} : { defaultCertificate: certificateArn }),
        },
      ],
      tags,
    },
  };
}

/** One load balancer for what operators look at. Its certificate is found by the names of its routes unless it is set. */
export function platformGateway({ routesFrom }: GatewayFacts): Manifest {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: gateway,
    spec: {
      gatewayClassName: className,
      infrastructure: {
        parametersRef: { group: own, kind: "LoadBalancerConfiguration", name: gateway.name },
      },
      listeners: [
        {
          ...{ name: "https", protocol: "HTTPS", port: 443 },
          allowedRoutes: {
            namespaces: {
              from: "Selector",
              selector: {
                matchExpressions: [
                  { key: "kubernetes.io/metadata.name", operator: "In", values: [...routesFrom] },
                ],
              },
            },
          },
        },
      ],
    },
  } satisfies IGateway;
}

/** Lets the load balancer ask the pods of a Service themselves; by itself it would ask node ports, which there are none. */
export function podsAsTargets(
  service: { readonly name: string; readonly namespace: string },
  healthCheckPath: string,
): Manifest {
  return {
    apiVersion: `${own}/v1`,
    kind: "TargetGroupConfiguration",
    metadata: { name: service.name, namespace: service.namespace },
    spec: {
      targetReference: { name: service.name },
      defaultConfiguration: {
        targetType: "ip",
        healthCheckConfig: { healthCheckPath, healthCheckProtocol: "HTTP" },
      },
    },
  };
}
