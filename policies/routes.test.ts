import { describe, expect, it } from "vitest";
import { example, toJudged } from "./example";
import { openRoutes } from "./routes";
import { types } from "./types";

const association = example(types.routeTableAssociation, { subnetId: "subnet-1", routeTableId: "rtb-1" });

/** What leads anywhere from subnet-1, whose route table is rtb-1. */
function routesWith(type: string, props: Readonly<Record<string, unknown>>, id?: string) {
  const subnet = example(types.subnet, {}, { id: "subnet-1" });
  const judged = toJudged([subnet, association, example(type, props, id === undefined ? {} : { id })]);
  return judged.slice(0, 1).flatMap((from) => openRoutes(from, judged));
}

describe("the ways out of a subnet", () => {
  const anywhere = { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0" };

  it.each([
    ["an internet gateway", { ...anywhere, gatewayId: "igw-1" }, "internet gateway"],
    ["NAT", { ...anywhere, natGatewayId: "nat-1" }, "NAT gateway"],
    [
      "a gateway for IPv6",
      { routeTableId: "rtb-1", destinationIpv6CidrBlock: "::/0", egressOnlyGatewayId: "eigw-1" },
      "internet gateway",
    ],
  ])("lead through %s", (_, props, kind) => {
    expect(routesWith(types.route, props)).toEqual([expect.objectContaining({ kind })]);
  });

  it("are found among a table's own routes", () => {
    const routes = [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }];
    expect(routesWith(types.routeTable, { routes }, "rtb-1")).toHaveLength(1);
    expect(routesWith(types.routeTable, { routes }, "rtb-2")).toEqual([]);
    expect(routesWith(types.routeTable, { routes })).toEqual([]);
  });

  it.each([
    [
      "a block that is not every address",
      { ...anywhere, destinationCidrBlock: "10.1.0.0/16", natGatewayId: "nat-1" },
    ],
    ["another network", { ...anywhere, vpcPeeringConnectionId: "pcx-1" }],
    ["nowhere, in another table", { ...anywhere, routeTableId: "rtb-2", gatewayId: "igw-1" }],
  ])("are not those to %s", (_, props) => {
    expect(routesWith(types.route, props)).toEqual([]);
  });
});
