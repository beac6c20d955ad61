import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";

export interface EksTagsArgs {
  /** The group that EKS makes for the control plane and the nodes. */
  readonly clusterSecurityGroupId: pulumi.Input<string>;
  /** Of managed nodes, by a name of our own. */
  readonly autoscalingGroups: Readonly<Record<string, pulumi.Input<string>>>;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The stack's tags on what EKS makes by itself, which the provider's default tags do not reach. Roles of other stacks
 * are kept off by the tag `Stack`, and only where it is.
 */
export class EksTags extends Component {
  constructor(name: string, args: EksTagsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:cluster:EksTags", name, opts);
    for (const [key, value] of Object.entries(args.tags)) {
      new aws.ec2.Tag(
        this.named(`security-group-${key}`),
        { resourceId: args.clusterSecurityGroupId, key, value },
        this.within,
      );
      for (const [group, autoscalingGroupName] of Object.entries(args.autoscalingGroups)) {
        new aws.autoscaling.Tag(
          this.named(`${group}-${key}`),
          {
            autoscalingGroupName,
            // Instances have their tags from the launch template.
            tag: { key, value, propagateAtLaunch: false },
          },
          this.within,
        );
      }
    }
    this.registerOutputs({});
  }
}
