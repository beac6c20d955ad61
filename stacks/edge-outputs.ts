import * as pulumi from "@pulumi/pulumi";
import type { Edge } from "../components/edge";
import type { Queueing } from "../components/queueing";

/** What a stack tells of how it is reached. */
export function edgeOutputs(
  { distributionId, hosts, loadBalancer, nameServers }: Edge,
  { waitingRoom }: Queueing,
) {
  const api = waitingRoom?.api;
  return {
    siteUrl: `https://${hosts.site}`,
    ...(hosts.api === undefined ? {} : { apiUrl: `https://${hosts.api}` }),
    ...(api === undefined
      ? {}
      : {
          waitingRoomUrl: `https://${hosts.site}/vwr/`,
          operatorUrl:
            distributionId === undefined
              ? pulumi.interpolate`https://${api.invokeHost}/${api.stageName}`
              : `https://${hosts.waitingRoom}`,
        }),
    nameServers,
    ...(distributionId === undefined ? {} : { distributionId }),
    loadBalancerDns: loadBalancer.dnsName,
  };
}
