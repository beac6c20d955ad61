import { hasDistributionBefore, publicLoadBalancers } from "./distribution-parts";
import { example } from "./example";
import type { Judged, ResourcePolicy, StackPolicy } from "./policy";
import { at, isOn, ofType, records, text, texts, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const arn = "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app/urr/1";
const loadBalancer = (props: Props = {}) => example(types.loadBalancer, { arn, ...props });

export const loadBalancersDropMalformedHeaders: ResourcePolicy = {
  kind: "resource",
  id: "load-balancers-drop-malformed-headers",
  requirement: "A load balancer passes on no header whose name is malformed.",
  controls: ["ALB-04", "ELB.4"],
  severity: "medium",
  appliesTo: [types.loadBalancer],
  check: (one) =>
    violationIf(one.props["dropInvalidHeaderFields"] !== true, one, "dropInvalidHeaderFields", "is not on"),
  violatedBy: [[loadBalancer()], [loadBalancer({ dropInvalidHeaderFields: false })]],
  keptBy: [loadBalancer({ dropInvalidHeaderFields: true })],
};

export const loadBalancersResistDesync: ResourcePolicy = {
  kind: "resource",
  id: "load-balancers-resist-desync",
  requirement: "A load balancer refuses requests that two servers could read as different ones.",
  controls: ["ALB-05", "ELB.12"],
  severity: "medium",
  appliesTo: [types.loadBalancer],
  check: (one) =>
    violationIf(
      one.props["desyncMitigationMode"] === "monitor",
      one,
      "desyncMitigationMode",
      "is monitor, not defensive or strictest",
    ),
  violatedBy: [[loadBalancer({ desyncMitigationMode: "monitor" })]],
  keptBy: [loadBalancer(), loadBalancer({ desyncMitigationMode: "strictest" })],
};

export const loadBalancersAccessLogged: ResourcePolicy = {
  kind: "resource",
  id: "load-balancers-access-logged",
  requirement: "Every load balancer writes down who asked for what.",
  controls: ["ALB-06", "ELB.5", "nag:ELB2"],
  severity: "medium",
  appliesTo: [types.loadBalancer],
  check: (one) =>
    violationIf(
      at(one.props, "accessLogs.enabled") !== true || text(at(one.props, "accessLogs.bucket")) === undefined,
      one,
      "accessLogs",
      "are not on",
    ),
  violatedBy: [
    [loadBalancer()],
    [loadBalancer({ accessLogs: { bucket: "logs" } })],
    [loadBalancer({ accessLogs: { enabled: true, bucket: "" } })],
  ],
  keptBy: [loadBalancer({ accessLogs: { enabled: true, bucket: "logs" } })],
};

export const loadBalancersNotDeletable: StackPolicy = {
  kind: "stack",
  id: "load-balancers-not-deletable",
  requirement: "Where data is protected, no load balancer is deleted by accident.",
  controls: ["ALB-07", "ELB.6"],
  severity: "medium",
  askedOf: "protected stacks",
  appliesTo: [types.loadBalancer],
  check: (resources) =>
    ofType(resources, types.loadBalancer)
      .filter(({ props }) => !isOn(props["enableDeletionProtection"]))
      .map((one) => violation(one, "enableDeletionProtection", "is not on")),
  violatedBy: [[{ ...loadBalancer(), protect: true }]],
  keptBy: [{ ...loadBalancer({ enableDeletionProtection: true }), protect: true }],
};

const subnet = (id: string, availabilityZone: string) => example(types.subnet, { availabilityZone }, { id });

/** The zones of a load balancer's subnets; undefined where some are of another stack and not known here. */
export function zonesOf({ props }: Judged, resources: readonly Judged[]): readonly string[] | undefined {
  const ids = [
    ...texts(props["subnets"]),
    ...records(props["subnetMappings"]).flatMap(({ subnetId }) => text(subnetId) ?? []),
  ];
  const zones = ids.map((id) => {
    const found = ofType(resources, types.subnet).find((one) => one.id === id);
    return text(found?.props["availabilityZone"]) ?? text(found?.props["availabilityZoneId"]);
  });
  const known = zones.filter((zone) => zone !== undefined);
  return known.length === ids.length ? known : undefined;
}

export const loadBalancersSpanZones: StackPolicy = {
  kind: "stack",
  id: "load-balancers-span-zones",
  requirement: "A load balancer is in two zones at the least.",
  controls: ["ALB-08", "ELB.13"],
  severity: "medium",
  appliesTo: [types.loadBalancer],
  check: (resources) =>
    ofType(resources, types.loadBalancer)
      .filter((one) => new Set(zonesOf(one, resources) ?? ["unknown", "zones"]).size < 2)
      .map((one) => violation(one, "subnets", "are not in two zones: it fails with one")),
  violatedBy: [
    [loadBalancer({ subnets: ["subnet-1"] }), subnet("subnet-1", "ap-northeast-2a")],
    [
      loadBalancer({ subnetMappings: [{ subnetId: "subnet-1" }, { subnetId: "subnet-2" }] }),
      subnet("subnet-1", "ap-northeast-2a"),
      subnet("subnet-2", "ap-northeast-2a"),
    ],
  ],
  keptBy: [
    loadBalancer({ subnets: ["subnet-1", "subnet-2"] }),
    subnet("subnet-1", "ap-northeast-2a"),
    subnet("subnet-2", "ap-northeast-2c"),
    loadBalancer({ subnets: ["subnet-of-another-stack"] }),
  ],
};

/** Of high severity, so that no environment goes without: where there is no distribution, nothing else judges requests. */
export const loadBalancersBehindFirewall: StackPolicy = {
  kind: "stack",
  id: "load-balancers-behind-firewall",
  requirement: "A load balancer that visitors reach without CloudFront has a web ACL of its own.",
  controls: ["ALB-09", "ELB.16"],
  severity: "high",
  appliesTo: [types.loadBalancer],
  check: (resources) => {
    if (hasDistributionBefore(resources)) return [];
    const guarded = ofType(resources, types.webAclAssociation).map(({ props }) => props["resourceArn"]);
    return publicLoadBalancers(resources)
      .filter(({ id, props }) => !guarded.includes(text(props["arn"]) ?? id ?? null))
      .map((one) =>
        violation(one, null, "has no web ACL (WebAclAssociation), and no distribution before it"),
      );
  },
  violatedBy: [
    [loadBalancer()],
    [loadBalancer(), example(types.webAclAssociation, { resourceArn: "arn:another" })],
    [loadBalancer(), example(types.distribution, { origins: [{ originId: "files" }] })],
  ],
  keptBy: [
    loadBalancer(),
    example(types.webAclAssociation, { resourceArn: arn }),
    example(types.loadBalancer, { internal: true }),
  ],
};

export const loadBalancerPolicies = [
  loadBalancersDropMalformedHeaders,
  loadBalancersResistDesync,
  loadBalancersAccessLogged,
  loadBalancersNotDeletable,
  loadBalancersSpanZones,
  loadBalancersBehindFirewall,
];
