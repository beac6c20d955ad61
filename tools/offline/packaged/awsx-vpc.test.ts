import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { expandVpc } from "./awsx-vpc";

const inputs = (strategy: string, types: readonly string[] = ["Public", "Isolated", "Private"]) => ({
  cidrBlock: "10.0.0.0/16",
  enableDnsHostnames: true,
  enableDnsSupport: true,
  availabilityZoneNames: ["us-west-2a", "us-west-2b"],
  subnetStrategy: "Auto",
  subnetNameTagStrategy: "AvailabilityZone",
  subnetSpecs: types.map((type, index) => ({
    name: type.toLowerCase(),
    type,
    cidrBlocks: [`10.0.${String(index)}.0/24`, `10.0.1${String(index)}.0/24`],
    tags: { Tier: type },
  })),
  natGateways: { strategy },
});

const childrenOf = (strategy: string) => expandVpc("vpc", inputs(strategy)).children;
const count = (strategy: string, type: string) =>
  childrenOf(strategy).filter((child) => child.type === type).length;

describe("the packaged VPC, opened", () => {
  it("is that of the version that is installed", () => {
    const { version } = createRequire(__filename)("@pulumi/awsx/package.json") as { version: string };
    expect(version).toBe("3.9.0");
  });

  it("creates a subnet with a route table per zone and spec, the zones numbered from one", () => {
    const subnets = childrenOf("None").filter(({ type }) => type === "aws:ec2/subnet:Subnet");
    expect(subnets.map(({ name }) => name)).toEqual([
      "vpc-public-1",
      "vpc-private-1",
      "vpc-isolated-1",
      "vpc-public-2",
      "vpc-private-2",
      "vpc-isolated-2",
    ]);
    expect(count("None", "aws:ec2/routeTable:RouteTable")).toBe(6);
    expect(count("None", "aws:ec2/routeTableAssociation:RouteTableAssociation")).toBe(6);
  });

  it("creates as many NAT gateways with addresses as the strategy says", () => {
    const nats = ["OnePerAz", "Single", "None"].map((strategy) =>
      count(strategy, "aws:ec2/natGateway:NatGateway"),
    );
    const addresses = ["OnePerAz", "Single", "None"].map((strategy) => count(strategy, "aws:ec2/eip:Eip"));
    expect([nats, addresses]).toEqual([
      [2, 1, 0],
      [2, 1, 0],
    ]);
  });

  it("routes public subnets always, private ones through NAT where there is one, isolated ones never", () => {
    const routed = (strategy: string) =>
      childrenOf(strategy)
        .filter(({ type }) => type === "aws:ec2/route:Route")
        .map(({ name }) => name);
    expect(routed("Single")).toEqual(["vpc-public-1", "vpc-private-1", "vpc-public-2", "vpc-private-2"]);
    expect(routed("None")).toEqual(["vpc-public-1", "vpc-public-2"]);
  });

  it("refuses arguments that it was not taught, so that none is silently lost", () => {
    expect(() => expandVpc("vpc", { ...inputs("None"), ipv4IpamPoolId: "pool" })).toThrow(/ipv4IpamPoolId/);
  });
});
