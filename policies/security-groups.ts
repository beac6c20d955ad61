import { example } from "./example";
import type { Judged, ResourcePolicy, StackPolicy } from "./policy";
import { at, list, ofType, records, text, texts, violation, violationIf } from "./read";
import { types } from "./types";

const anywhere = /^(0\.0\.0\.0|::)\/0$/;

export const defaultSecurityGroupClosed: StackPolicy = {
  kind: "stack",
  id: "security-groups-default-closed",
  requirement: "The default security group of every VPC admits nothing and lets nothing out.",
  controls: ["CNET-01", "EC2.2"],
  severity: "high",
  appliesTo: [types.vpc],
  check: (resources) => [
    ...ofType(resources, types.vpc)
      .filter(
        (vpc) =>
          vpc.id !== undefined &&
          !ofType(resources, types.defaultSecurityGroup).some(({ props }) => props["vpcId"] === vpc.id),
      )
      .map((vpc) =>
        violation(vpc, null, "keeps AWS's default security group, which lets its members reach each other"),
      ),
    ...ofType(resources, types.defaultSecurityGroup).flatMap((group) =>
      ["ingress", "egress"]
        .filter((side) => list(group.props[side]).length > 0)
        .map((side) => violation(group, side, "has rules; a default security group must have none")),
    ),
  ],
  violatedBy: [
    [example(types.vpc, {}, { id: "vpc-1" })],
    [
      example(types.vpc, {}, { id: "vpc-1" }),
      example(types.defaultSecurityGroup, { vpcId: "vpc-1", ingress: [{ protocol: "-1", self: true }] }),
    ],
  ],
  keptBy: [
    example(types.vpc, {}, { id: "vpc-1" }),
    example(types.defaultSecurityGroup, { vpcId: "vpc-1", egress: [] }),
  ],
};

export const noWorldOpenIngress: ResourcePolicy = {
  kind: "resource",
  id: "security-groups-closed-to-the-world",
  requirement: "No security group admits the whole internet.",
  controls: ["CNET-04", "EC2.18", "EC2.19", "nag:EC23", "nag:RDS8"],
  severity: "critical",
  appliesTo: [types.securityGroupIngressRule, types.securityGroup, types.securityGroupRule],
  check: (resource) =>
    sourcesOf(resource)
      .filter(([, block]) => anywhere.test(block))
      .map(([path, block]) =>
        violation(resource, path, `admits ${block}; name a security group, a prefix list or a block`),
      ),
  violatedBy: [
    [example(types.securityGroupIngressRule, { cidrIpv4: "0.0.0.0/0" })],
    [example(types.securityGroupIngressRule, { cidrIpv6: "::/0" })],
    [example(types.securityGroup, { ingress: [{ cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }] })],
    [example(types.securityGroupRule, { type: "ingress", ipv6CidrBlocks: ["::/0"] })],
  ],
  keptBy: [
    example(types.securityGroupIngressRule, { cidrIpv4: "10.0.10.0/24" }),
    example(types.securityGroupRule, { type: "egress", cidrBlocks: ["0.0.0.0/0"] }),
  ],
};

/** Where traffic may come from, with the property that says so. */
function sourcesOf({ type, props }: Judged): readonly (readonly [path: string, block: string])[] {
  const blocksAt = (value: unknown, path: string) =>
    ["cidrBlocks", "ipv6CidrBlocks"].flatMap((key) =>
      texts(at(value, key)).map((block) => [`${path}${key}`, block] as const),
    );
  if (type === types.securityGroup)
    return records(props["ingress"]).flatMap((rule, index) => blocksAt(rule, `ingress[${String(index)}].`));
  if (type === types.securityGroupRule) return props["type"] === "ingress" ? blocksAt(props, "") : [];
  return ["cidrIpv4", "cidrIpv6"].flatMap((key) => texts(props[key]).map((block) => [key, block] as const));
}

export const securityGroupsDescribed: ResourcePolicy = {
  kind: "resource",
  id: "security-groups-described",
  requirement: "Every security group and rule says what it is for.",
  controls: ["CNET-05", "nag:EC27"],
  severity: "low",
  appliesTo: [types.securityGroup, types.securityGroupIngressRule, types.securityGroupEgressRule],
  check: (resource) => {
    const description = text(resource.props["description"]);
    return violationIf(
      description === undefined || description === "Managed by Pulumi",
      resource,
      "description",
      "is missing; say who may reach whom",
    );
  },
  violatedBy: [
    [example(types.securityGroup, {})],
    [example(types.securityGroupIngressRule, { description: "Managed by Pulumi" })],
  ],
  keptBy: [example(types.securityGroup, { description: "Interface endpoints" })],
};

export const networkAclsKeepShellsShut: ResourcePolicy = {
  kind: "resource",
  id: "network-acls-keep-shells-shut",
  requirement: "No network ACL admits the whole internet to ports 22 and 3389.",
  controls: ["CNET-06", "EC2.21"],
  severity: "medium",
  appliesTo: [types.networkAcl],
  check: (resource) =>
    records(resource.props["ingress"])
      .filter(
        (entry) =>
          entry["action"] === "allow" &&
          [...texts(entry["cidrBlock"]), ...texts(entry["ipv6CidrBlock"])].some((block) =>
            anywhere.test(block),
          ) &&
          [22, 3389].some(
            (port) =>
              entry["protocol"] === "-1" ||
              (Number(entry["fromPort"]) <= port && port <= Number(entry["toPort"])),
          ),
      )
      .map(() => violation(resource, "ingress", "admits the internet to port 22 or 3389")),
  violatedBy: [
    [acl({ action: "allow", cidrBlock: "0.0.0.0/0", protocol: "tcp", fromPort: 22, toPort: 22 })],
    [acl({ action: "allow", ipv6CidrBlock: "::/0", protocol: "6", fromPort: 1024, toPort: 65535 })],
    [acl({ action: "allow", cidrBlock: "0.0.0.0/0", protocol: "-1" })],
  ],
  keptBy: [
    acl({ action: "allow", cidrBlock: "0.0.0.0/0", protocol: "tcp", fromPort: 23, toPort: 3388 }),
    acl({ action: "allow", cidrBlock: "10.0.0.0/16", protocol: "-1" }),
    acl({ action: "deny", cidrBlock: "0.0.0.0/0", protocol: "-1" }),
  ],
};

function acl(entry: Readonly<Record<string, unknown>>) {
  return example(types.networkAcl, { ingress: [entry] });
}
