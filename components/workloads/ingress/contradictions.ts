import type { Contradiction } from "../../contradiction";
import type { EdgeSettings } from "../../edge/settings";
import type { QueueingSettings } from "../../queueing/settings";
import type { WorkloadsSettings } from "../settings";

interface Compared {
  readonly "urr:environment": { readonly domain: string };
  readonly "urr:edge": Pick<EdgeSettings, "api" | "www" | "zone">;
  readonly "urr:queueing": {
    readonly waitingRoom: Pick<QueueingSettings["waitingRoom"], "enabled">;
  };
  readonly "urr:workloads": Pick<WorkloadsSettings, "entry"> & {
    readonly ingress: Pick<WorkloadsSettings["ingress"], "host">;
  };
}

/** Names and visitors that the Ingress would take from the edge. */
export function ingressEdgeProblems(settings: Compared): readonly Contradiction[] {
  const { entry, ingress } = settings["urr:workloads"];
  if (entry !== "ingress") return [];
  const { domain } = settings["urr:environment"];
  const { api, www, zone = domain } = settings["urr:edge"];
  const host = ingress.host ?? `api.${domain}`;
  const path = ["urr:workloads", "ingress", "host"];
  const example = `services.${domain}`;
  const taken = [domain, `origin.${domain}`, `waiting-room.${domain}`, ...(www ? [`www.${domain}`] : [])];
  return [
    ...(api && host === `api.${domain}`
      ? [{ path: ["urr:edge", "api"], message: `is true, and ${host} is the Ingress's`, example: false }]
      : []),
    ...(taken.includes(host)
      ? [{ path, message: `is ${host}, which leads to the edge already`, example }]
      : []),
    ...(host.endsWith(`.${zone}`) || host === domain
      ? []
      : [{ path, message: `is ${host}, which the zone ${zone} does not hold`, example }]),
    ...(settings["urr:queueing"].waitingRoom.enabled
      ? [
          {
            path: ["urr:workloads", "entry"],
            message: "is ingress, by which visitors would come past the waiting room",
            example: "targetGroups, or urr:queueing.waitingRoom.enabled: false",
          },
        ]
      : []),
  ];
}

/** Nobody makes a load balancer where there is no AWS. */
export function ingressInsideProblems({ entry }: Pick<WorkloadsSettings, "entry">): readonly Contradiction[] {
  if (entry !== "ingress") return [];
  const message = "is ingress, for which AWS has load balancers, and there is no AWS here";
  return [{ path: ["entry"], message, example: "targetGroups" }];
}
