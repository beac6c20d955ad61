import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

interface WayToNodes {
  /** What it is called in names of rules, in a stable word. */
  readonly part: string;
  readonly port: number;
  /** Group of the load balancer. */
  readonly securityGroupId: pulumi.Input<string>;
  /** Group of the nodes, in which pods have their addresses too. */
  readonly nodeSecurityGroupId: pulumi.Input<string>;
  /** What goes that way, as the rule of either group says it. */
  readonly descriptions: { readonly out: string; readonly in: string };
}

/** Lets a load balancer reach a port of the nodes: out of its group, and in to theirs. */
export function openWayToNodes(
  named: (part: string) => string,
  { descriptions, nodeSecurityGroupId, part, port, securityGroupId }: WayToNodes,
  within: pulumi.CustomResourceOptions,
): void {
  const there = { ipProtocol: "tcp", fromPort: port, toPort: port };
  new aws.vpc.SecurityGroupEgressRule(
    named(`to-${part}`),
    {
      ...{ ...there, securityGroupId, referencedSecurityGroupId: nodeSecurityGroupId },
      description: descriptions.out,
    },
    within,
  );
  new aws.vpc.SecurityGroupIngressRule(
    named(`${part}-on-nodes`),
    {
      ...{ ...there, securityGroupId: nodeSecurityGroupId, referencedSecurityGroupId: securityGroupId },
      description: descriptions.in,
    },
    within,
  );
}
