import { example } from "../example";
import { zonesOf } from "../load-balancers";
import type { ResourcePolicy, StackPolicy } from "../policy";
import { at, list, number, ofType, records, text, violationIf, type Props } from "../read";
import { types } from "../types";

const loadBalancer = (props: Props = {}) => example(types.loadBalancer, props);
const longestPrefix = 6;

/** The provider puts 26 characters behind a prefix, and 32 are the most: https://www.pulumi.com/registry/packages/aws/api-docs/lb/loadbalancer/ */
export const shortPrefixes: ResourcePolicy = {
  kind: "resource",
  id: "load-balancers-prefixes-short",
  requirement: "The prefix of a name has 6 characters at most for a load balancer or a target group.",
  controls: ["V-40", "V-41"],
  severity: "high",
  appliesTo: [types.loadBalancer, types.targetGroup],
  check: (one) =>
    violationIf(
      (text(one.props["namePrefix"]) ?? "").length > longestPrefix,
      one,
      "namePrefix",
      `is longer than ${String(longestPrefix)} characters`,
    ),
  violatedBy: [
    [loadBalancer({ namePrefix: "urr-dev" })],
    [example(types.targetGroup, { namePrefix: "gateway" })],
  ],
  keptBy: [loadBalancer({ namePrefix: "urr-de" }), loadBalancer()],
};

const subnet = (id: string, availabilityZone: string) => example(types.subnet, { availabilityZone }, { id });

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets */
export const oneSubnetOfEachZone: StackPolicy = {
  kind: "stack",
  id: "load-balancers-one-subnet-per-zone",
  requirement: "A load balancer has subnets of two zones or more, and no two of one zone.",
  controls: ["V-42"],
  severity: "high",
  appliesTo: [types.loadBalancer],
  check: (resources) =>
    ofType(resources, types.loadBalancer).flatMap((one) => {
      const zones = zonesOf(one, resources);
      const subnets = [...list(one.props["subnets"]), ...records(one.props["subnetMappings"])];
      return [
        ...violationIf(subnets.length < 2, one, "subnets", "are fewer than two"),
        ...violationIf(
          zones !== undefined && new Set(zones).size < zones.length,
          one,
          "subnets",
          "are two of one zone; AWS takes one of each",
        ),
      ];
    }),
  violatedBy: [
    [loadBalancer({ subnets: ["subnet-1"] })],
    [
      loadBalancer({ subnets: ["subnet-1", "subnet-2"] }),
      subnet("subnet-1", "ap-northeast-2a"),
      subnet("subnet-2", "ap-northeast-2a"),
    ],
  ],
  keptBy: [
    loadBalancer({ subnets: ["subnet-1", "subnet-2"] }),
    subnet("subnet-1", "ap-northeast-2a"),
    subnet("subnet-2", "ap-northeast-2c"),
  ],
};

const server = (originKeepaliveTimeout: number) =>
  example(types.distribution, {
    origins: [{ originId: "server", customOriginConfig: { originKeepaliveTimeout } }],
  });
const usualIdle = 60;
const usualKeepalive = 5;

/** Who closes first must be the one who asks: else a request meets a connection that is just going. */
export const idleTimesFit: StackPolicy = {
  kind: "stack",
  id: "load-balancers-idle-times-fit",
  requirement:
    "A load balancer keeps an idle connection for 1 to 4,000 seconds, and no shorter than CloudFront does.",
  controls: ["V-46"],
  severity: "high",
  appliesTo: [types.loadBalancer],
  check: (resources) => {
    const kept = ofType(resources, types.distribution)
      .flatMap(({ props }) => records(props["origins"]))
      .filter(({ customOriginConfig }) => customOriginConfig !== undefined)
      .map((origin) => number(at(origin, "customOriginConfig.originKeepaliveTimeout")) ?? usualKeepalive);
    const longest = Math.max(0, ...kept);
    return ofType(resources, types.loadBalancer).flatMap((one) => {
      const idle = number(one.props["idleTimeout"]) ?? usualIdle;
      return [
        ...violationIf(idle < 1 || idle > 4_000, one, "idleTimeout", "is not from 1 to 4000"),
        ...violationIf(
          one.props["internal"] !== true && idle < longest,
          one,
          "idleTimeout",
          `is ${String(idle)} seconds, but CloudFront keeps connections for ${String(longest)}: some requests would fail with 502`,
        ),
      ];
    });
  },
  violatedBy: [
    [loadBalancer({ idleTimeout: 0 })],
    [loadBalancer({ idleTimeout: 4_001 })],
    [loadBalancer({ idleTimeout: 59 }), server(60)],
  ],
  keptBy: [loadBalancer({ idleTimeout: 60 }), server(60), loadBalancer()],
};

export const loadBalancerValidity = [shortPrefixes, oneSubnetOfEachZone, idleTimesFit];
