import type { Judged } from "./policy";
import { ofType, records, text, type Props } from "./read";
import { types } from "./types";

/** A way from a subnet to every address there is. */
export interface OpenRoute {
  /** Id of the internet gateway, or of the NAT gateway. */
  readonly through: string;
  readonly kind: "internet gateway" | "NAT gateway";
}

/** The routes to anywhere that the route table of a subnet has. None while the ids that lead there are unknown. */
export function openRoutes(subnet: Judged, resources: readonly Judged[]): readonly OpenRoute[] {
  if (subnet.id === undefined) return [];
  const tableIds = ofType(resources, types.routeTableAssociation)
    .filter(({ props }) => props["subnetId"] === subnet.id)
    .map(({ props }) => text(props["routeTableId"]));
  const separate = ofType(resources, types.route)
    .map(({ props }) => props)
    .filter((props) => tableIds.includes(text(props["routeTableId"])));
  const inline = ofType(resources, types.routeTable)
    .filter(({ id }) => id !== undefined && tableIds.includes(id))
    .flatMap(({ props }) => records(props["routes"]));
  return [...separate, ...inline].flatMap(toOpenRoute);
}

function toOpenRoute(route: Props): readonly OpenRoute[] {
  const destinations = ["destinationCidrBlock", "destinationIpv6CidrBlock", "cidrBlock", "ipv6CidrBlock"];
  if (!destinations.some((key) => route[key] === "0.0.0.0/0" || route[key] === "::/0")) return [];
  const nat = text(route["natGatewayId"]);
  if (nat !== undefined) return [{ through: nat, kind: "NAT gateway" }];
  const gateway = text(route["gatewayId"]) ?? text(route["egressOnlyGatewayId"]);
  return gateway === undefined ? [] : [{ through: gateway, kind: "internet gateway" }];
}
