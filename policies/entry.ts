import { example } from "./example";
import type { StackPolicy } from "./policy";
import { at, list, ofType, text, violation, type Props } from "./read";
import { types } from "./types";

const check = example(
  types.healthCheck,
  { fqdn: "example.com", type: "HTTPS" },
  { id: "check-1", protect: true },
);
const alarm = (dimensions: Props, alarmActions: readonly string[] = ["arn:topic"]) =>
  example(types.metricAlarm, { namespace: "AWS/Route53", dimensions, alarmActions });

/** Seen from inside, a site may be well that nobody reaches. */
export const entryWatched: StackPolicy = {
  kind: "stack",
  id: "dns-entry-watched",
  requirement:
    "Where data is protected, somebody outside asks for the site, and an alarm tells when it is gone.",
  controls: ["DNS-05"],
  severity: "low",
  askedOf: "protected stacks",
  appliesTo: [types.loadBalancer, types.distribution],
  check: (resources) => {
    const watched = ofType(resources, types.metricAlarm)
      .filter(({ props }) => list(props["alarmActions"]).length > 0)
      .map(({ props }) => at(props, "dimensions.HealthCheckId"));
    const [entry] = ofType(resources, types.distribution, types.loadBalancer);
    const hasAlarm = ofType(resources, types.healthCheck).some(
      ({ id, props }) => text(props["fqdn"]) !== undefined && id !== undefined && watched.includes(id),
    );
    return entry === undefined || hasAlarm
      ? []
      : [violation(entry, null, "is watched from nowhere outside (HealthCheck of its name, with an alarm)")];
  },
  violatedBy: [
    [example(types.distribution, {}, { protect: true })],
    [example(types.loadBalancer, {}), check],
    [example(types.loadBalancer, {}), check, alarm({ HealthCheckId: "check-2" })],
    [example(types.loadBalancer, {}), check, alarm({ HealthCheckId: "check-1" }, [])],
  ],
  keptBy: [example(types.distribution, {}), check, alarm({ HealthCheckId: "check-1" })],
};
