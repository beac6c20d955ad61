import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export const postgresPort = 5432;

export interface PostgresAccessArgs {
  readonly vpcId: pulumi.Input<string>;
  /** What the group guards, e.g. `PostgreSQL instance`. */
  readonly guarded: string;
  readonly prefix: string;
  /** Security groups that may connect, by who they are, in a stable word. */
  readonly clients: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The security group of what speaks PostgreSQL: it admits those named, by their own group, and nothing leaves. */
export class PostgresAccess extends Component {
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: PostgresAccessArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:PostgresAccess", name, opts);

    const group = new aws.ec2.SecurityGroup(
      this.named("group"),
      {
        vpcId: args.vpcId,
        description: `${args.guarded}: PostgreSQL from its clients, and nothing else`,
        tags: { Name: `${args.prefix}-${args.guarded.toLowerCase().replaceAll(" ", "-")}` },
      },
      this.within,
    );
    for (const [client, referencedSecurityGroupId] of Object.entries(args.clients)) {
      new aws.vpc.SecurityGroupIngressRule(
        this.named(`from-${client}`),
        {
          securityGroupId: group.id,
          description: `PostgreSQL from ${client}`,
          referencedSecurityGroupId,
          ipProtocol: "tcp",
          fromPort: postgresPort,
          toPort: postgresPort,
        },
        this.within,
      );
    }

    this.securityGroupId = group.id;
    this.registerOutputs({ securityGroupId: this.securityGroupId });
  }
}
