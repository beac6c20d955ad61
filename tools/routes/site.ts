import type { Resource } from "../offline/resource";
import type { Distribution } from "./distribution";
import { hostsOf, type Host } from "./places";
import { readDistribution } from "./read-distribution";
import { readLoadBalancers, type LoadBalancer } from "./read-listeners";

/** All of a stack by which a request finds its way. */
export interface Site {
  readonly hosts: readonly Host[];
  readonly distribution: Distribution | undefined;
  readonly loadBalancers: readonly LoadBalancer[];
}

export function readSite(resources: readonly Resource[]): Site {
  return {
    hosts: hostsOf(resources),
    distribution: readDistribution(resources),
    loadBalancers: readLoadBalancers(resources),
  };
}
