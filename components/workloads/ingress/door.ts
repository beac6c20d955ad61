import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import { openWayToNodes } from "../../way-to-nodes";

export interface IngressDoorArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly prefix: string;
  /** Networks that are let in. */
  readonly allowCidrs: readonly string[];
  /** Ports at which it answers. */
  readonly listensOn: readonly number[];
  /** Group of the nodes, in which pods have their addresses too. */
  readonly nodeSecurityGroupId: pulumi.Input<string>;
  /** Ports that pods listen on. */
  readonly podPorts: readonly number[];
}

/** Who reaches the load balancer of the Ingress, and what it reaches: the ports of its services, and nothing else. */
export class IngressDoor extends Component {
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: IngressDoorArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:IngressDoor", name, opts);
    const group = new aws.ec2.SecurityGroup(
      this.named("group"),
      {
        description: "Load balancer of the Ingress",
        vpcId: args.vpcId,
        tags: { Name: `${args.prefix}-ingress` },
      },
      this.within,
    );
    for (const cidr of args.allowCidrs) {
      for (const port of args.listensOn) {
        new aws.vpc.SecurityGroupIngressRule(
          this.named(`${String(port)}-from-${cidr.replaceAll(/[./]/g, "-")}`),
          {
            ...{ ipProtocol: "tcp", fromPort: port, toPort: port },
            ...{ securityGroupId: group.id, cidrIpv4: cidr },
            description: `Requests from ${cidr}`,
          },
          this.within,
        );
      }
    }
    for (const port of new Set(args.podPorts)) {
      openWayToNodes(
        (part) => this.named(part),
        {
          ...{ part: String(port), port, securityGroupId: group.id },
          nodeSecurityGroupId: args.nodeSecurityGroupId,
          descriptions: {
            out: "Requests to services",
            in: "Requests to services from the load balancer of their Ingress",
          },
        },
        this.within,
      );
    }
    this.securityGroupId = group.id;
    this.registerOutputs({ securityGroupId: group.id });
  }
}
