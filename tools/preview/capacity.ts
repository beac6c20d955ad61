import { usableAddresses } from "../../components/network/addresses";
import type { Judged } from "../../policies/policy";
import { nodeCapacityOf } from "../workloads/capacity/node-capacity";
import type { Capacity } from "./document";

/** Addresses of each tier, from the subnets that carry its name, and room on nodes. Null where there is no subnet. */
export function capacityOf(resources: readonly Judged[]): Capacity | null {
  const addresses: Record<string, number> = {};
  for (const { type, props } of resources) {
    const tags = props["tags"] as Readonly<Record<string, string>> | undefined;
    const tier = tags?.["Tier"];
    if (type !== "aws:ec2/subnet:Subnet" || tier === undefined) continue;
    addresses[tier] = (addresses[tier] ?? 0) + usableAddresses([String(props["cidrBlock"])]);
  }
  return Object.keys(addresses).length === 0 ? null : { addresses, nodes: nodeCapacityOf(resources) };
}
