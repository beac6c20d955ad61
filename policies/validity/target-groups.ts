import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { at, isRecord, number, text, violation, violationIf, type Props } from "../read";
import { targetsAreFunctions } from "../target-groups";
import { types } from "../types";

const group = (props: Props = {}) =>
  example(types.targetGroup, { targetType: "ip", port: 3000, protocol: "HTTP", vpcId: "vpc-1", ...props });

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
const ranges: readonly (readonly [path: string, least: number, most: number])[] = [
  ["port", 1, 65_535],
  ["deregistrationDelay", 0, 3_600],
  ["healthCheck.interval", 5, 300],
  ["healthCheck.timeout", 2, 120],
  ["healthCheck.healthyThreshold", 2, 10],
  ["healthCheck.unhealthyThreshold", 2, 10],
];
const usual = { interval: 30, timeout: 5 };
const [leastSlowStart, mostSlowStart] = [30, 900];

export const targetGroupsLegal: ResourcePolicy = {
  kind: "resource",
  id: "target-groups-legal",
  requirement: "Port, times and health check of a target group are within what a load balancer takes.",
  controls: ["V-44"],
  severity: "high",
  appliesTo: [types.targetGroup],
  check: (one) => {
    const needed = ["port", "protocol", "vpcId"];
    if (targetsAreFunctions(one)) {
      return needed
        .filter((key) => one.props[key] !== undefined)
        .map((key) => violation(one, key, "is set, but a function has none"));
    }
    const interval = number(at(one.props, "healthCheck.interval")) ?? usual.interval;
    const timeout = number(at(one.props, "healthCheck.timeout")) ?? usual.timeout;
    const slowStart = number(one.props["slowStart"]) ?? 0;
    const path = text(at(one.props, "healthCheck.path"));
    return [
      ...needed
        .filter((key) => text(one.props[key]) === undefined && number(one.props[key]) === undefined)
        .map((key) => violation(one, key, "is missing")),
      ...ranges.flatMap(([key, least, most]) => {
        const value = number(at(one.props, key)) ?? least;
        return violationIf(
          value < least || value > most,
          one,
          key,
          `is ${String(value)}, not from ${String(least)} to ${String(most)}`,
        );
      }),
      ...violationIf(
        timeout >= interval,
        one,
        "healthCheck.timeout",
        `is ${String(timeout)} seconds, not less than the interval of ${String(interval)}`,
      ),
      ...violationIf(
        slowStart !== 0 && (slowStart < leastSlowStart || slowStart > mostSlowStart),
        one,
        "slowStart",
        `is neither 0 nor from ${String(leastSlowStart)} to ${String(mostSlowStart)}`,
      ),
      ...violationIf(
        slowStart !== 0 && (text(one.props["loadBalancingAlgorithmType"]) ?? "round_robin") !== "round_robin",
        one,
        "slowStart",
        "goes with round_robin alone",
      ),
      ...violationIf(
        isRecord(one.props["healthCheck"]) && path !== undefined && !/^\/\S{0,1023}$/.test(path),
        one,
        "healthCheck.path",
        "is no path that begins with /, of 1024 characters at most",
      ),
    ];
  },
  violatedBy: [
    [group({ port: undefined })],
    [group({ vpcId: undefined })],
    [group({ port: 65_536 })],
    [group({ deregistrationDelay: 3_601 })],
    [group({ healthCheck: { interval: 4 } })],
    [group({ healthCheck: { interval: 10, timeout: 10 } })],
    [group({ healthCheck: { healthyThreshold: 1 } })],
    [group({ healthCheck: { path: "health" } })],
    [group({ slowStart: 29 })],
    [group({ slowStart: 30, loadBalancingAlgorithmType: "least_outstanding_requests" })],
    [example(types.targetGroup, { targetType: "lambda", port: 80 })],
  ],
  keptBy: [
    group({ healthCheck: { path: "/health", interval: 10, timeout: 5, healthyThreshold: 2 } }),
    group({ deregistrationDelay: 0, slowStart: 30 }),
    example(types.targetGroup, { targetType: "lambda" }),
  ],
};
