import type { Contradiction } from "../contradiction";
import { longestVpcPrefix } from "./addresses";
import { formatCidr, networkOf, parseCidr } from "../cidr";
import { gatewayServices, interfaceNames } from "./endpoint-services";
import { associationProblem } from "./extra-blocks";
import type { NetworkSettings } from "./settings";

type Of<Key extends keyof NetworkSettings> = Pick<NetworkSettings, Key>;

export function roomProblems({
  cidr,
  profile,
  zones,
}: Of<"cidr" | "profile" | "zones">): readonly Contradiction[] {
  const longest = longestVpcPrefix(profile, zones.length);
  const vpc = parseCidr(cidr);
  if (vpc === undefined || vpc.prefix <= longest) return [];
  const message = `has no room: the profile ${profile} in ${String(zones.length)} zones needs /${String(longest)} or larger`;
  return [{ path: ["cidr"], message, example: formatCidr(networkOf({ ...vpc, prefix: 16 })) }];
}

export function blockProblems({ cidr, extraCidrs }: Of<"cidr" | "extraCidrs">): readonly Contradiction[] {
  return extraCidrs.flatMap((extra, index) => {
    const message = associationProblem(extra, cidr, extraCidrs.slice(0, index));
    return message === undefined ? [] : [{ path: ["extraCidrs", index], message, example: "100.64.0.0/16" }];
  });
}

export function endpointProblems({ nat, endpoints }: Of<"nat" | "endpoints">): readonly Contradiction[] {
  const missing = [
    ...gatewayServices.filter((service) => !endpoints.gateway.includes(service)),
    ...interfaceNames.filter((service) => !endpoints.interface.includes(service)),
  ];
  if (nat !== "none" || missing.length === 0) return [];
  const message = `is none, so nodes reach AWS through endpoints only, and these are missing: ${missing.join(", ")}`;
  return [{ path: ["nat"], message, example: "single" }];
}

export function outboundProblems({ nat, dbOutbound }: Of<"nat" | "dbOutbound">): readonly Contradiction[] {
  if (nat !== "none" || !dbOutbound) return [];
  return [{ path: ["dbOutbound"], message: "needs a NAT gateway, and nat is none", example: false }];
}
