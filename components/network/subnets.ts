import type * as awsx from "@pulumi/awsx";
import type * as pulumi from "@pulumi/pulumi";
import { tiers, type AddressPlan, type Tier } from "./addresses";

/** How a tier reaches out: by the internet gateway, by NAT, or not at all. */
type SubnetType = "Public" | "Private" | "Isolated";
export type SubnetTypes = Readonly<Record<Tier, SubnetType>>;

export function subnetTypes(dbOutbound: boolean): SubnetTypes {
  return {
    public: "Public",
    app: "Private",
    db: dbOutbound ? "Private" : "Isolated",
    cache: "Isolated",
    streaming: "Private",
  };
}

/** Tags by which Kubernetes' load balancers and Karpenter find their subnets; data tiers carry none. */
function clusterTags(tier: Tier, cluster: string): Record<string, string> {
  const shared = { [`kubernetes.io/cluster/${cluster}`]: "shared" };
  if (tier === "public") return { ...shared, "kubernetes.io/role/elb": "1" };
  if (tier === "app")
    return { ...shared, "kubernetes.io/role/internal-elb": "1", "karpenter.sh/discovery": cluster };
  return {};
}

export function subnetSpecs(
  plan: AddressPlan,
  types: SubnetTypes,
  cluster: string,
): awsx.types.input.ec2.SubnetSpecArgs[] {
  return tiers.map((tier) => ({
    name: tier,
    type: types[tier],
    cidrBlocks: [...plan[tier]],
    tags: { Tier: tier, ...clusterTags(tier, cluster) },
  }));
}

type SubnetIds = Pick<awsx.ec2.Vpc, "publicSubnetIds" | "privateSubnetIds" | "isolatedSubnetIds">;

/**
 * The subnets of a tier, one per zone.
 *
 * The VPC lists its subnets by type, zone by zone, and within a zone in the order of their specs; a tier's place in
 * those lists follows from that.
 */
export function subnetIdsOf(
  tier: Tier,
  types: SubnetTypes,
  zones: number,
  vpc: SubnetIds,
): pulumi.Output<string>[] {
  const ids = { Public: vpc.publicSubnetIds, Private: vpc.privateSubnetIds, Isolated: vpc.isolatedSubnetIds }[
    types[tier]
  ];
  const ofType = tiers.filter((other) => types[other] === types[tier]);
  return Array.from({ length: zones }, (_, zone) =>
    ids.apply((all) => {
      const id = all[zone * ofType.length + ofType.indexOf(tier)];
      if (id === undefined)
        throw new Error(`the VPC has no subnet of the tier ${tier} in zone ${String(zone + 1)}`);
      return id;
    }),
  );
}
