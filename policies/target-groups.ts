import { example } from "./example";
import type { Judged, ResourcePolicy } from "./policy";
import { at, number, text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const group = (props: Props = {}) => example(types.targetGroup, { targetType: "ip", ...props });

/** A function is called, not connected to: it has no port, no protocol and nothing to drain. */
export const targetsAreFunctions = ({ props }: Judged): boolean => props["targetType"] === "lambda";

export const targetGroupsUseTls: ResourcePolicy = {
  kind: "resource",
  id: "target-groups-use-tls",
  requirement: "A load balancer speaks TLS to its targets, and asks for their health by it.",
  controls: ["ALB-10", "ELB.21", "ELB.22"],
  severity: "low",
  appliesTo: [types.targetGroup],
  check: (one) =>
    targetsAreFunctions(one)
      ? []
      : ["protocol", "healthCheck.protocol"].flatMap((path) =>
          violationIf(at(one.props, path) !== "HTTPS", one, path, "is not HTTPS"),
        ),
  violatedBy: [
    [group({ protocol: "HTTP", healthCheck: { protocol: "HTTP" } })],
    [group({ protocol: "HTTPS", healthCheck: {} })],
  ],
  keptBy: [
    group({ protocol: "HTTPS", healthCheck: { protocol: "HTTPS" } }),
    example(types.targetGroup, { targetType: "lambda" }),
  ],
};

const checked = { path: "/health", interval: 10, healthyThreshold: 2 };

export const targetGroupsCheckHealth: ResourcePolicy = {
  kind: "resource",
  id: "target-groups-check-health",
  requirement:
    "A target group says how targets are known to be well, and how long they may finish their work.",
  controls: ["ALB-11"],
  severity: "low",
  appliesTo: [types.targetGroup],
  check: (one) => {
    const kind = text(one.props["targetType"]) ?? "instance";
    if (kind === "lambda") return [];
    return [
      ...violationIf(
        !["ip", "instance"].includes(kind),
        one,
        "targetType",
        "is none of ip, instance and lambda",
      ),
      ...violationIf(
        text(at(one.props, "healthCheck.path")) === undefined,
        one,
        "healthCheck.path",
        "is missing",
      ),
      ...["healthCheck.interval", "healthCheck.healthyThreshold", "deregistrationDelay"]
        .filter((path) => number(at(one.props, path)) === undefined)
        .map((path) => violation(one, path, "is missing")),
    ];
  },
  violatedBy: [
    [group()],
    [group({ deregistrationDelay: 30, healthCheck: { ...checked, path: undefined } })],
    [group({ deregistrationDelay: 30, healthCheck: { ...checked, interval: undefined } })],
    [group({ deregistrationDelay: 30, healthCheck: { ...checked, healthyThreshold: undefined } })],
    [group({ healthCheck: checked })],
    [group({ targetType: "alb", deregistrationDelay: 30, healthCheck: checked })],
  ],
  keptBy: [
    group({ deregistrationDelay: 30, healthCheck: checked }),
    group({ targetType: "instance", deregistrationDelay: 0, healthCheck: checked }),
    example(types.targetGroup, { targetType: "lambda" }),
  ],
};

export const targetGroupPolicies = [targetGroupsUseTls, targetGroupsCheckHealth];
