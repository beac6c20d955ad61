import type { IService } from "kubernetes-models/v1/Service" with { "resolution-mode": "import" };
import { labelsOf, selects } from "../manifests/labels";
import type { Site } from "../site";
import type { RunnableWorkload } from "../workload";
import { previewName } from "./names";

/** Under what name, and on which port, a service is called. */
export function serviceOf(workload: RunnableWorkload, site: Site) {
  const door = workload.door === undefined ? undefined : site.doors[workload.door];
  return described(workload.name, workload, site, door?.nodePort ?? false);
}

/** Where a version is called that nobody has switched to. */
export function previewServiceOf(workload: RunnableWorkload, site: Site) {
  return described(previewName(workload.name), workload, site, false);
}

function described(name: string, workload: RunnableWorkload, { namespace }: Site, nodePort: number | false) {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace, labels: labelsOf(workload.name) },
    spec: {
      type: nodePort === false ? "ClusterIP" : "NodePort",
      selector: selects(workload.name),
      ports: [
        {
          ...{ name: "http", port: workload.port, targetPort: "http", protocol: "TCP" },
          ...(nodePort === false ? {} : { nodePort }),
        },
      ],
    },
  } satisfies IService;
}
