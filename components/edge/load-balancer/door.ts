import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import { openWayToNodes } from "../../way-to-nodes";

export interface DoorArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly prefix: string;
  /** Networks that are let in; empty where CloudFront is, and nobody else. */
  readonly allowCidrs: readonly string[];
  /** Group of the nodes, in which pods have their addresses too. */
  readonly nodeSecurityGroupId: pulumi.Input<string>;
  /** What targets listen on, by a name. */
  readonly ports: Readonly<Record<string, number>>;
}

/** The list of addresses that CloudFront asks origins from; AWS keeps it. */
const cloudFront = "com.amazonaws.global.cloudfront.origin-facing";

/**
 * Who reaches the load balancer, and what it reaches: 443 from CloudFront or a list of networks, and the ports of its
 * targets on the nodes, which admit it there and nowhere else.
 *
 * CloudFront's list counts for 55 of the 60 rules that a group may have, so that there is one port, and no plain HTTP:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
 */
export class Door extends Component {
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: DoorArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:Door", name, opts);
    const group = new aws.ec2.SecurityGroup(
      this.named("group"),
      {
        description: "Load balancer of the site",
        vpcId: args.vpcId,
        tags: { Name: `${args.prefix}-load-balancer` },
      },
      this.within,
    );
    const https = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    if (args.allowCidrs.length === 0) {
      const { id } = aws.ec2.getManagedPrefixListOutput({ name: cloudFront }, this.within);
      new aws.vpc.SecurityGroupIngressRule(
        this.named("from-cloudfront"),
        { ...https, description: "HTTPS from CloudFront", prefixListId: id },
        this.within,
      );
    }
    for (const cidr of args.allowCidrs) {
      new aws.vpc.SecurityGroupIngressRule(
        this.named(`from-${cidr.replaceAll(/[./]/g, "-")}`),
        { ...https, description: `HTTPS from ${cidr}`, cidrIpv4: cidr },
        this.within,
      );
    }
    for (const [target, port] of Object.entries(args.ports)) {
      openWayToNodes(
        (part) => this.named(part),
        {
          ...{ part: target, port, securityGroupId: group.id },
          nodeSecurityGroupId: args.nodeSecurityGroupId,
          descriptions: {
            out: `Requests to the ${target}`,
            in: `Requests to the ${target} from the load balancer`,
          },
        },
        this.within,
      );
    }
    this.securityGroupId = group.id;
    this.registerOutputs({ securityGroupId: group.id });
  }
}
