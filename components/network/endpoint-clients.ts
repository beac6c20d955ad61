import type { AddressPlan, Tier } from "./addresses";
import type { NetworkSettings } from "./settings";

/**
 * The blocks whose hosts may call the interface endpoints, by a stable word such as `app-a`.
 *
 * An endpoint takes over the service's name in the whole VPC: who is not admitted here cannot reach the service by way
 * of NAT either. So everybody with a reason to call is named: app and streaming, db where it is given a way out, and
 * what others put into further blocks.
 */
export function endpointClients(
  plan: AddressPlan,
  { zones, dbOutbound, extraCidrs }: Pick<NetworkSettings, "zones" | "dbOutbound" | "extraCidrs">,
): Readonly<Record<string, string>> {
  const callers: readonly Tier[] = dbOutbound ? ["app", "streaming", "db"] : ["app", "streaming"];
  const byTier = callers.flatMap((tier) =>
    plan[tier].map((cidr, index) => [`${tier}-${zones[index] ?? String(index)}`, cidr] as const),
  );
  const further = extraCidrs.map((cidr) => [`block-${cidr.replace("/", "-")}`, cidr] as const);
  return Object.fromEntries([...byTier, ...further]);
}
