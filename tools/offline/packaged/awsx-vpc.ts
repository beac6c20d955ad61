import { z } from "zod";
import { resourceReference, unknownValue } from "../wire-values";
import type { Child, Expand } from "./expansion";

/** What we send to the component; another argument must be understood here before it may be sent. */
const vpcInputs = z.strictObject({
  cidrBlock: z.string(),
  enableDnsHostnames: z.boolean(),
  enableDnsSupport: z.boolean(),
  availabilityZoneNames: z.array(z.string()).min(1),
  subnetStrategy: z.literal("Auto"),
  subnetNameTagStrategy: z.literal("AvailabilityZone"),
  subnetSpecs: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(["Public", "Private", "Isolated"]),
      cidrBlocks: z.array(z.string()),
      tags: z.record(z.string(), z.string()),
    }),
  ),
  natGateways: z.strictObject({ strategy: z.enum(["OnePerAz", "Single", "None"]) }),
});

const order = ["Public", "Private", "Isolated"] as const;

/**
 * `awsx:ec2:Vpc` of @pulumi/awsx 3.9.0 with subnets given by address.
 *
 * Per zone the public subnets come first, then private, then isolated ones. A NAT gateway is made in the first public
 * subnet of a zone; private subnets route through the gateway of their zone, or the first one where there is one only.
 */
export const expandVpc: Expand = (name, inputs) => {
  const args = vpcInputs.parse(inputs);
  const { strategy } = args.natGateways;
  const children: Child[] = [
    {
      key: "vpc",
      type: "aws:ec2/vpc:Vpc",
      name,
      inputs: () => ({
        cidrBlock: args.cidrBlock,
        enableDnsHostnames: args.enableDnsHostnames,
        enableDnsSupport: args.enableDnsSupport,
        tags: { Name: name },
      }),
    },
    {
      key: "igw",
      type: "aws:ec2/internetGateway:InternetGateway",
      name,
      under: "vpc",
      inputs: (answer) => ({ vpcId: answer("vpc").id, tags: { Name: name } }),
    },
  ];
  const subnetKeys: Record<(typeof order)[number], string[]> = { Public: [], Private: [], Isolated: [] };
  const natKeys: string[] = [];

  args.availabilityZoneNames.forEach((zone, index) => {
    const number = String(index + 1);
    const suffix = zone.replace(/^[a-z]{2}(?:-[a-z]+)+-/, "");
    const specs = args.subnetSpecs.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
    for (const spec of specs) {
      const resourceName = `${name}-${spec.name}-${number}`;
      const nameTag = `${name}-${spec.name}-${suffix}`;
      const key = `${spec.name}-${number}`;
      subnetKeys[spec.type].push(key);
      children.push(
        {
          key,
          type: "aws:ec2/subnet:Subnet",
          name: resourceName,
          under: "vpc",
          inputs: (answer) => ({
            vpcId: answer("vpc").id,
            availabilityZone: zone,
            mapPublicIpOnLaunch: spec.type === "Public",
            cidrBlock: spec.cidrBlocks[index],
            assignIpv6AddressOnCreation: false,
            tags: { ...spec.tags, Name: nameTag, SubnetType: spec.type },
          }),
        },
        {
          key: `${key} table`,
          type: "aws:ec2/routeTable:RouteTable",
          name: resourceName,
          under: key,
          inputs: (answer) => ({ vpcId: answer("vpc").id, tags: { Name: nameTag, SubnetType: spec.type } }),
        },
        {
          key: `${key} association`,
          type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
          name: resourceName,
          under: `${key} table`,
          inputs: (answer) => ({ routeTableId: answer(`${key} table`).id, subnetId: answer(key).id }),
        },
      );
      if (
        spec.type === "Public" &&
        (strategy === "OnePerAz" || (strategy === "Single" && natKeys.length === 0))
      ) {
        const natName = `${name}-${number}`;
        const natKey = `nat-${number}`;
        natKeys.push(natKey);
        children.push(
          {
            key: `${natKey} address`,
            type: "aws:ec2/eip:Eip",
            name: natName,
            under: key,
            inputs: () => ({ tags: { Name: natName } }),
          },
          {
            key: natKey,
            type: "aws:ec2/natGateway:NatGateway",
            name: natName,
            under: key,
            inputs: (answer) => ({
              subnetId: answer(key).id,
              allocationId: answer(`${natKey} address`).outputs["allocationId"] ?? unknownValue,
              tags: { Name: natName },
            }),
          },
        );
      }
      const natOfZone = strategy === "Single" ? natKeys[0] : natKeys[index];
      if (spec.type === "Public" || (spec.type === "Private" && natOfZone !== undefined)) {
        children.push({
          key: `${key} route`,
          type: "aws:ec2/route:Route",
          name: resourceName,
          under: `${key} table`,
          inputs: (answer) => ({
            routeTableId: answer(`${key} table`).id,
            destinationCidrBlock: "0.0.0.0/0",
            ...(spec.type === "Public"
              ? { gatewayId: answer("igw").id }
              : { natGatewayId: answer(natOfZone ?? "").id }),
          }),
        });
      }
    }
  });

  const all = order.flatMap((type) => subnetKeys[type]);
  return {
    children,
    outputs: (answer) => {
      const reference = (key: string) => resourceReference(answer(key));
      const ids = (keys: readonly string[]) => keys.map((key) => answer(key).id);
      return {
        vpcId: answer("vpc").id,
        publicSubnetIds: ids(subnetKeys.Public),
        privateSubnetIds: ids(subnetKeys.Private),
        isolatedSubnetIds: ids(subnetKeys.Isolated),
        routeTables: all.map((key) => reference(`${key} table`)),
        natGateways: natKeys.map(reference),
      };
    },
  };
};
