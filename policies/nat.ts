import { example } from "./example";
import type { Judged, StackPolicy } from "./policy";
import { at, ofType, text, violation } from "./read";
import { openRoutes } from "./routes";
import { types } from "./types";

/** The zone of a subnet by its id, and of a NAT gateway through its subnet. */
function zoneOf(id: string, resources: readonly Judged[]): string | undefined {
  const found = ofType(resources, types.subnet, types.natGateway).find((resource) => resource.id === id);
  if (found === undefined) return undefined;
  const subnetId = text(found.props["subnetId"]);
  return found.type === types.natGateway && subnetId !== undefined
    ? zoneOf(subnetId, resources)
    : text(found.props["availabilityZone"]);
}

const subnet = (id: string, zone: string) =>
  example(types.subnet, { availabilityZone: `ap-northeast-2${zone}` }, { id });
const nat = (id: string, subnetId: string) => example(types.natGateway, { subnetId }, { id });
const wayOut = (subnetId: string, natGatewayId: string) => [
  example(types.routeTableAssociation, { subnetId, routeTableId: `rtb-${subnetId}` }),
  example(types.route, {
    routeTableId: `rtb-${subnetId}`,
    destinationCidrBlock: "0.0.0.0/0",
    natGatewayId,
  }),
];
const somethingProtected = example(types.key, {}, { protect: true });

export const natInOwnZone: StackPolicy = {
  kind: "stack",
  id: "nat-in-own-zone",
  requirement: "In a stack that protects its data, a subnet leaves through a NAT gateway of its own zone.",
  controls: ["CNET-12", "REL10-BP01"],
  severity: "medium",
  appliesTo: [types.natGateway],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.subnet).flatMap((from) => {
      const zone = text(from.props["availabilityZone"]);
      return openRoutes(from, resources)
        .filter(({ kind }) => kind === "NAT gateway")
        .map(({ through }) => zoneOf(through, resources))
        .filter((natZone) => natZone !== undefined && natZone !== zone)
        .map((natZone) =>
          violation(from, null, `leaves through zone ${String(natZone)} and is cut off when that zone fails`),
        );
    }),
  violatedBy: [
    [
      somethingProtected,
      subnet("subnet-public-a", "a"),
      subnet("subnet-app-c", "c"),
      nat("nat-a", "subnet-public-a"),
      ...wayOut("subnet-app-c", "nat-a"),
    ],
  ],
  keptBy: [
    somethingProtected,
    subnet("subnet-public-a", "a"),
    subnet("subnet-app-a", "a"),
    subnet("subnet-public-c", "c"),
    subnet("subnet-app-c", "c"),
    nat("nat-c", "subnet-public-c"),
    nat("nat-a", "subnet-public-a"),
    ...wayOut("subnet-app-a", "nat-a"),
    ...wayOut("subnet-app-c", "nat-c"),
  ],
};

export const natNotRedundant: StackPolicy = {
  kind: "stack",
  id: "nat-costs-fit",
  requirement: "A stack that may be destroyed pays for one NAT gateway at most.",
  controls: ["FIN-04"],
  severity: "medium",
  appliesTo: [types.natGateway],
  askedOf: "disposable stacks",
  check: (resources) =>
    ofType(resources, types.natGateway)
      .slice(1)
      .map((gateway) =>
        violation(
          gateway,
          null,
          "is one NAT gateway more than a disposable stack needs (urr:network.nat: single)",
        ),
      ),
  violatedBy: [[nat("nat-a", "subnet-a"), nat("nat-c", "subnet-c")]],
  keptBy: [nat("nat-a", "subnet-a")],
};

export const natWatched: StackPolicy = {
  kind: "stack",
  id: "nat-watched",
  requirement: "An alarm tells when a NAT gateway has no port left for a connection.",
  controls: ["COBS-05", "REL06-BP01", "REL06-BP03"],
  severity: "high",
  appliesTo: [types.natGateway],
  check: (resources) =>
    ofType(resources, types.natGateway)
      .filter(
        (gateway) =>
          gateway.id !== undefined &&
          !ofType(resources, types.metricAlarm).some(
            ({ props }) =>
              props["metricName"] === "ErrorPortAllocation" &&
              at(props, "dimensions.NatGatewayId") === gateway.id,
          ),
      )
      .map((gateway) => violation(gateway, null, "has no alarm on ErrorPortAllocation")),
  violatedBy: [
    [
      nat("nat-a", "subnet-a"),
      example(types.metricAlarm, {
        metricName: "ErrorPortAllocation",
        dimensions: { NatGatewayId: "nat-other" },
      }),
    ],
  ],
  keptBy: [
    nat("nat-a", "subnet-a"),
    example(types.metricAlarm, { metricName: "CPUUtilization", dimensions: {} }),
    example(types.metricAlarm, { metricName: "ErrorPortAllocation", dimensions: { NatGatewayId: "nat-a" } }),
  ],
};
