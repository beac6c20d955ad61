import { example } from "./example";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { list, ofType, text, violation, violationIf } from "./read";
import { types } from "./types";

export const zoneKeepsItsRecords: ResourcePolicy = {
  kind: "resource",
  id: "dns-zone-keeps-its-records",
  requirement: "A protected zone is not deleted together with the records that others have put into it.",
  controls: ["DNS-04"],
  severity: "medium",
  appliesTo: [types.zone],
  check: (zone) =>
    violationIf(
      zone.protect && zone.props["forceDestroy"] === true,
      zone,
      "forceDestroy",
      "deletes every record of the zone with it although the zone is protected",
    ),
  violatedBy: [[example(types.zone, { forceDestroy: true }, { protect: true })]],
  keptBy: [
    example(types.zone, { forceDestroy: false }, { protect: true }),
    example(types.zone, {}, { protect: true }),
    example(types.zone, { forceDestroy: true }, { protect: false }),
  ],
};

const zone = example(types.zone, { zoneId: "Z1" }, { protect: true });

export const queriesLogged: StackPolicy = {
  kind: "stack",
  id: "dns-queries-logged",
  requirement: "Every public zone records who asks for what.",
  controls: ["DNS-03", "Route53.2"],
  severity: "medium",
  appliesTo: [types.zone],
  askedOf: "protected stacks",
  check: (resources) => {
    const logged = new Set(ofType(resources, types.queryLog).map(({ props }) => props["zoneId"]));
    return ofType(resources, types.zone)
      .filter(({ props }) => list(props["vpcs"]).length === 0)
      .filter((zone) => !logged.has(text(zone.props["zoneId"]) ?? zone.id ?? ""))
      .map((zone) => violation(zone, null, "has no query log (QueryLog)"));
  },
  violatedBy: [
    [zone],
    [zone, example(types.queryLog, { zoneId: "Z2" })],
    [example(types.zone, { vpcs: [] }, { id: "Z1", protect: true })],
  ],
  keptBy: [
    zone,
    example(types.queryLog, { zoneId: "Z1" }),
    example(types.zone, {}, { id: "Z2" }),
    example(types.queryLog, { zoneId: "Z2" }),
    example(types.zone, { zoneId: "Z3", vpcs: [{ vpcId: "vpc-1" }] }),
  ],
};
