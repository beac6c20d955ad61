import { example } from "./example";
import type { Judged, ResourcePolicy, StackPolicy } from "./policy";
import { at, grouped, ofType, text, violation, violationIf } from "./read";
import { openRoutes } from "./routes";
import { types } from "./types";

/** Tiers that hold data and have no business on the internet. */
const dataTiers = ["db", "cache"];

const tierOf = ({ props }: Judged): string | undefined => text(at(props, "tags.Tier"));

export const subnetsGiveNoPublicAddress: ResourcePolicy = {
  kind: "resource",
  id: "subnets-give-no-public-address",
  requirement: "A subnet does not give its hosts a public address unasked.",
  controls: ["CNET-03", "EC2.15"],
  severity: "medium",
  appliesTo: [types.subnet],
  check: (subnet) =>
    violationIf(
      subnet.props["mapPublicIpOnLaunch"] === true,
      subnet,
      "mapPublicIpOnLaunch",
      "is on: whatever starts here gets a public address",
    ),
  violatedBy: [[example(types.subnet, { mapPublicIpOnLaunch: true })]],
  keptBy: [example(types.subnet, { mapPublicIpOnLaunch: false })],
};

export const dataTiersIsolated: StackPolicy = {
  kind: "stack",
  id: "subnets-data-tiers-isolated",
  requirement: "The db and cache tiers have no way to the internet, not even through NAT.",
  controls: ["CNET-10", "RDS.46"],
  severity: "high",
  appliesTo: [types.subnet],
  check: (resources) =>
    ofType(resources, types.subnet)
      .filter((subnet) => dataTiers.includes(tierOf(subnet) ?? ""))
      .flatMap((subnet) =>
        openRoutes(subnet, resources).map(({ through }) =>
          violation(subnet, null, `leaves to the internet through ${through}; data tiers are isolated`),
        ),
      ),
  violatedBy: [
    [
      example(types.subnet, { tags: { Tier: "db" } }, { id: "subnet-1" }),
      example(types.routeTableAssociation, { subnetId: "subnet-1", routeTableId: "rtb-1" }),
      example(types.route, {
        routeTableId: "rtb-1",
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: "nat-1",
      }),
    ],
    [
      example(types.subnet, { tags: { Tier: "cache" } }, { id: "subnet-1" }),
      example(types.routeTableAssociation, { subnetId: "subnet-1", routeTableId: "rtb-1" }),
      example(
        types.routeTable,
        { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] },
        { id: "rtb-1" },
      ),
    ],
  ],
  keptBy: [
    example(types.subnet, { tags: { Tier: "db" } }, { id: "subnet-1" }),
    example(types.subnet, { tags: { Tier: "app" } }, { id: "subnet-2" }),
    example(types.routeTableAssociation, { subnetId: "subnet-1", routeTableId: "rtb-1" }),
    example(types.routeTableAssociation, { subnetId: "subnet-2", routeTableId: "rtb-2" }),
    example(types.route, {
      routeTableId: "rtb-2",
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: "nat-1",
    }),
  ],
};

export const tiersSpanZones: StackPolicy = {
  kind: "stack",
  id: "subnets-tiers-span-zones",
  requirement: "Every tier has subnets in two zones or more.",
  controls: ["CNET-11", "REL10-BP01"],
  severity: "high",
  appliesTo: [types.subnet],
  check: (resources) => {
    const tiers = grouped(ofType(resources, types.subnet), tierOf);
    return [...tiers].flatMap(([tier, [first, ...others]]) => {
      const zones = new Set([first, ...others].map((subnet) => subnet?.props["availabilityZone"]));
      return first === undefined || zones.size > 1
        ? []
        : [violation(first, "availabilityZone", `is the only zone of the tier ${tier}`)];
    });
  },
  violatedBy: [
    [
      example(types.subnet, { availabilityZone: "ap-northeast-2a", tags: { Tier: "app" } }),
      example(types.subnet, { availabilityZone: "ap-northeast-2a", tags: { Tier: "app" } }),
      example(types.subnet, { availabilityZone: "ap-northeast-2c", tags: { Tier: "db" } }),
      example(types.subnet, { availabilityZone: "ap-northeast-2a", tags: { Tier: "db" } }),
    ],
  ],
  keptBy: [
    example(types.subnet, { availabilityZone: "ap-northeast-2a", tags: { Tier: "app" } }),
    example(types.subnet, { availabilityZone: "ap-northeast-2c", tags: { Tier: "app" } }),
  ],
};
