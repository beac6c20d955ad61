import { example } from "../example";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import { grouped, list, number, ofType, text, violation, violationIf } from "../read";
import { types } from "../types";

const ruleTypes = [types.securityGroupIngressRule, types.securityGroupEgressRule];
const peers = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];
const rule = (props: Readonly<Record<string, unknown>>) =>
  example(types.securityGroupIngressRule, {
    securityGroupId: "sg-1",
    cidrIpv4: "10.0.0.0/16",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    ...props,
  });

export const rulesWellFormed: ResourcePolicy = {
  kind: "resource",
  id: "security-groups-rules-well-formed",
  requirement: "A rule of a security group has one peer and a range of ports that its protocol takes.",
  controls: ["V-13"],
  severity: "high",
  appliesTo: ruleTypes,
  check: (resource) => {
    const { props } = resource;
    const named = peers.filter((peer) => text(props[peer]) !== undefined);
    const [from, to] = [number(props["fromPort"]), number(props["toPort"])];
    const isEveryProtocol = props["ipProtocol"] === "-1";
    return [
      ...violationIf(
        named.length !== 1,
        resource,
        named[1] ?? null,
        `names ${String(named.length)} peers; AWS takes one of ${peers.join(", ")}`,
      ),
      ...violationIf(
        isEveryProtocol && [from, to].some((port) => port !== undefined && port !== -1),
        resource,
        "fromPort",
        "is set although the rule is for every protocol",
      ),
      ...violationIf(
        (props["ipProtocol"] === "tcp" || props["ipProtocol"] === "udp") &&
          (from === undefined || to === undefined || from > to || from < 0 || to > 65535),
        resource,
        "fromPort",
        "and toPort are no range of ports",
      ),
    ];
  },
  violatedBy: [
    [rule({ referencedSecurityGroupId: "sg-2" })],
    [rule({ cidrIpv4: undefined })],
    [rule({ ipProtocol: "-1" })],
    [rule({ ipProtocol: "-1", toPort: undefined })],
    [rule({ fromPort: 6379, toPort: 443 })],
    [rule({ fromPort: undefined })],
    [rule({ toPort: undefined })],
    [rule({ toPort: 65536 })],
  ],
  keptBy: [
    rule({}),
    rule({ ipProtocol: "-1", fromPort: undefined, toPort: undefined }),
    rule({ fromPort: 0, toPort: 65535 }),
    rule({ ipProtocol: "icmp", fromPort: 8, toPort: -1 }),
  ],
};

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups */
const rulesInAGroup = 60;
/**
 * What a prefix list counts as. Those of the gateway endpoints count for one; of the others the heaviest of AWS's own
 * is assumed, CloudFront's: https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
const heaviestPrefixList = 55;

function weightOf({ props }: Judged, ofGateways: ReadonlySet<unknown>): number {
  const prefixList = text(props["prefixListId"]);
  return prefixList === undefined || ofGateways.has(prefixList) ? 1 : heaviestPrefixList;
}

export const rulesWithinQuota: StackPolicy = {
  kind: "stack",
  id: "security-groups-within-quota",
  requirement:
    "A security group has 60 rules at most in each direction, where a prefix list can count for 55.",
  controls: ["V-12", "REL-03"],
  severity: "high",
  appliesTo: ruleTypes,
  check: (resources) => {
    const ofGateways = new Set(
      ofType(resources, types.vpcEndpoint).map(({ props }) => props["prefixListId"]),
    );
    return ruleTypes
      .flatMap((type) => [
        ...grouped(ofType(resources, type), ({ props }) => text(props["securityGroupId"])).values(),
      ])
      .flatMap((rules) => {
        const weight = rules.reduce((sum, one) => sum + weightOf(one, ofGateways), 0);
        const [first] = rules;
        const message = `names a group whose rules count for ${String(weight)}; AWS takes ${String(rulesInAGroup)}`;
        return first === undefined || weight <= rulesInAGroup
          ? []
          : [violation(first, "securityGroupId", message)];
      });
  },
  violatedBy: [
    [
      rule({ cidrIpv4: undefined, prefixListId: "pl-1" }),
      rule({ cidrIpv4: undefined, prefixListId: "pl-1", fromPort: 80, toPort: 80 }),
    ],
    Array.from({ length: 61 }, (_, port) => rule({ fromPort: port, toPort: port })),
  ],
  keptBy: [
    rule({ cidrIpv4: undefined, prefixListId: "pl-1" }),
    ...[80, 443, 5432, 6379, 9098].map((port) => rule({ fromPort: port, toPort: port })),
    rule({ securityGroupId: "sg-2" }),
    ...["pl-s3", "pl-dynamodb"].flatMap((prefixListId) => [
      example(types.vpcEndpoint, { vpcEndpointType: "Gateway", prefixListId }),
      rule({ cidrIpv4: undefined, prefixListId, securityGroupId: "sg-3" }),
    ]),
  ],
};

export const rulesSeparate: ResourcePolicy = {
  kind: "resource",
  id: "security-groups-rules-separate",
  requirement: "Rules of a security group are resources of their own; inline rules would remove those.",
  controls: ["V-14"],
  severity: "high",
  appliesTo: [types.securityGroup],
  check: (group) =>
    ["ingress", "egress"]
      .filter((side) => list(group.props[side]).length > 0)
      .map((side) =>
        violation(group, side, "has inline rules; use SecurityGroupIngressRule and its sibling"),
      ),
  violatedBy: [
    [example(types.securityGroup, { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443 }] })],
  ],
  keptBy: [example(types.securityGroup, { description: "Interface endpoints" })],
};
