import { holds, overlaps, toBlock } from "../cidr";
import { example } from "../example";
import type { Judged, StackPolicy } from "../policy";
import { ofType, text, violation } from "../read";
import { openRoutes } from "../routes";
import { types } from "../types";

const vpc = example(types.vpc, { cidrBlock: "10.0.0.0/16" }, { id: "vpc-1" });
const subnet = (cidrBlock: string) => example(types.subnet, { vpcId: "vpc-1", cidrBlock });

const blockOf = ({ props }: Judged) => toBlock(text(props["cidrBlock"]) ?? "");

export const subnetsFit: StackPolicy = {
  kind: "stack",
  id: "subnets-fit-their-vpc",
  requirement: "Subnets are blocks from /16 to /28 inside their VPC, and none overlaps another.",
  controls: ["V-10"],
  severity: "high",
  appliesTo: [types.subnet],
  check: (resources) => {
    const subnets = ofType(resources, types.subnet).filter(
      ({ props }) => text(props["cidrBlock"]) !== undefined,
    );
    return subnets.flatMap((one, index) => {
      const report = (message: string) => [violation(one, "cidrBlock", message)];
      const block = blockOf(one);
      if (block === undefined) return report("is not an IPv4 block");
      if (block.prefix < 16 || block.prefix > 28) return report("is not of a size AWS takes: /16 to /28");
      const room = [
        ...ofType(resources, types.vpc).filter(({ id }) => id !== undefined && id === one.props["vpcId"]),
        ...ofType(resources, types.vpcBlock).filter(({ props }) => props["vpcId"] === one.props["vpcId"]),
      ].flatMap((other) => blockOf(other) ?? []);
      if (room.length > 0 && !room.some((outer) => holds(outer, block)))
        return report("lies outside its VPC");
      const other = subnets.slice(0, index).find((earlier) => {
        const taken = blockOf(earlier);
        return taken !== undefined && earlier.props["vpcId"] === one.props["vpcId"] && overlaps(taken, block);
      });
      return other === undefined ? [] : report(`overlaps ${other.name}`);
    });
  },
  violatedBy: [
    [vpc, subnet("10.1.0.0/24")],
    [vpc, subnet("10.0.0.0/24"), subnet("10.0.0.128/25")],
    [vpc, subnet("10.0.0.0/24"), subnet("10.0.0.0/16")],
    [vpc, subnet("10.0.0.0/29")],
    [vpc, subnet("10.0.0.1/24")],
  ],
  keptBy: [
    vpc,
    example(types.vpcBlock, { vpcId: "vpc-1", cidrBlock: "100.64.0.0/16" }),
    subnet("10.0.0.0/24"),
    subnet("10.0.1.0/24"),
    subnet("10.0.255.240/28"),
    example(types.subnet, { vpcId: "vpc-2", cidrBlock: "10.0.0.0/16" }),
    subnet("100.64.0.0/20"),
  ],
};

const publicSubnet = [
  example(types.subnet, {}, { id: "subnet-1" }),
  example(types.routeTableAssociation, { subnetId: "subnet-1", routeTableId: "rtb-1" }),
  example(types.route, { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }),
];

export const natInPublicSubnet: StackPolicy = {
  kind: "stack",
  id: "nat-in-public-subnet",
  requirement: "A public NAT gateway has an address and lies in a subnet with an internet gateway.",
  controls: ["V-17"],
  severity: "high",
  appliesTo: [types.natGateway],
  check: (resources) =>
    ofType(resources, types.natGateway)
      .filter(
        ({ props }) => props["connectivityType"] !== "private" && props["availabilityMode"] !== "regional",
      )
      .flatMap((gateway) => {
        const place = ofType(resources, types.subnet).find(
          ({ id }) => id !== undefined && id === gateway.props["subnetId"],
        );
        const isStranded =
          place !== undefined &&
          !openRoutes(place, resources).some(({ kind }) => kind === "internet gateway");
        return [
          ...(text(gateway.props["allocationId"]) === undefined
            ? [violation(gateway, "allocationId", "is missing: a public NAT gateway needs an address")]
            : []),
          ...(isStranded
            ? [violation(gateway, "subnetId", "names a subnet without a route to an internet gateway")]
            : []),
        ];
      }),
  violatedBy: [
    [...publicSubnet, example(types.natGateway, { subnetId: "subnet-1" })],
    [
      example(types.subnet, {}, { id: "subnet-1" }),
      example(types.natGateway, { subnetId: "subnet-1", allocationId: "eipalloc-1" }),
    ],
  ],
  keptBy: [
    ...publicSubnet,
    example(types.natGateway, { subnetId: "subnet-1", allocationId: "eipalloc-1" }),
    example(types.natGateway, { connectivityType: "private" }),
    example(types.natGateway, { availabilityMode: "regional" }),
  ],
};
