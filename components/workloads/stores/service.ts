import type { IService } from "kubernetes-models/v1/Service" with { "resolution-mode": "import" };
import { labelsOf, selects } from "../manifests/labels";
import type { StorePorts } from "./ports";
import type { StoreSite } from "./site";

/** Where clients find a store; outside of the cluster too where a port of the nodes is given. */
export const storeService = (
  { namespace }: StoreSite,
  { app, port }: StorePorts,
  portName: string,
  nodePort?: number,
) =>
  ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: app, namespace, labels: labelsOf(app) },
    spec: {
      type: nodePort === undefined ? "ClusterIP" : "NodePort",
      selector: selects(app),
      ports: [
        {
          name: portName,
          port,
          targetPort: portName,
          protocol: "TCP",
          ...(nodePort === undefined ? {} : { nodePort }),
        },
      ],
    },
  }) satisfies IService;

/**
 * Gives each pod a name of its own. Pods that must find one another before any of them is ready are named even while
 * they are not.
 */
export const namesOfPods = ({ namespace }: StoreSite, app: string, ports: Readonly<Record<string, number>>) =>
  ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: headlessName(app), namespace, labels: labelsOf(app) },
    spec: {
      clusterIP: "None",
      publishNotReadyAddresses: true,
      selector: selects(app),
      ports: Object.entries(ports).map(([name, port]) => ({ name, port, targetPort: name, protocol: "TCP" })),
    },
  }) satisfies IService;

export const headlessName = (app: string) => `${app}-headless`;
