import { usableAddresses } from "../../components/network/addresses";
import type { Resource } from "../offline/resource";
import { nodeCapacityOf } from "../workloads/capacity/node-capacity";
import type { Capacity } from "./document";
import { asJudged } from "./judged";

/** Addresses of each tier, from the subnets that carry its name, and room on nodes. Null where there is no subnet. */
export function capacityOf(resources: readonly Resource[]): Capacity | null {
  const addresses: Record<string, number> = {};
  for (const { type, inputs } of resources) {
    const tags = inputs["tags"] as Readonly<Record<string, string>> | undefined;
    const tier = tags?.["Tier"];
    if (type !== "aws:ec2/subnet:Subnet" || tier === undefined) continue;
    addresses[tier] = (addresses[tier] ?? 0) + usableAddresses([String(inputs["cidrBlock"])]);
  }
  return Object.keys(addresses).length === 0
    ? null
    : { addresses, nodes: nodeCapacityOf(asJudged(resources.filter(isOfCluster))) };
}

const isOfCluster = ({ type }: Resource) => type.startsWith("kubernetes:") || type.startsWith("aws:eks/");
