import type { IHTTPRoute } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute" with {
  "resolution-mode": "import",
};
import { labelsOf } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import { gateway, podsAsTargets } from "../platform/gateway";
import type { Site } from "../site";
import type { RunnableWorkload } from "../workload";

/** How the gateway for operators leads to a service; nothing where it has no name there, or there is no gateway. */
export function routeOf(workload: RunnableWorkload, site: Site): readonly Manifest[] {
  const { healthPath, host, name } = workload;
  if (host === undefined || site.gatewayFrom === undefined) return [];
  return [podsAsTargets({ name, namespace: site.namespace }, healthPath), httpRoute(workload, host, site)];
}

function httpRoute({ name, port }: RunnableWorkload, host: string, { namespace }: Site) {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name, namespace, labels: labelsOf(name) },
    spec: {
      parentRefs: [{ ...gateway, sectionName: "https" }],
      hostnames: [host],
      rules: [{ backendRefs: [{ name, port }] }],
    },
  } satisfies IHTTPRoute;
}
