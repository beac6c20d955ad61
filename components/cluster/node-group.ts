import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { Component } from "../component";
import type { Operations } from "../operations";
import { amiTypes } from "./architecture";
import { NodeAlarms } from "./node-alarms";
import { nodeRole } from "./node-role";
import type { ClusterSettings } from "./settings";

export interface NodeGroupArgs {
  readonly account: Account;
  readonly clusterName: string;
  readonly settings: Pick<ClusterSettings, "architecture" | "nodes" | "version">;
  readonly subnetIds: readonly pulumi.Output<string>[];
  /** Of the cluster and of the nodes: with a template of our own EKS adds none. */
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  readonly volumeKeyArn: pulumi.Input<string>;
  readonly operations: Pick<Operations, "alarms">;
  /** Tags on instances, disks and interfaces, which default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
  /** Whether applications run on other nodes, such as Karpenter's. */
  readonly platformOnly: boolean;
  /** Whether schedules set its size, so that deployments leave it alone. */
  readonly resizedBySchedule: boolean;
  /** Whether the load sets how many there are, and deployments only how few and how many there may be. */
  readonly resizedByLoad: boolean;
}

/** What the platform's own pods tolerate, by a convention of Kubernetes that charts and add-ons know. */
export const platformTaint = { key: "CriticalAddonsOnly", operator: "Exists" } as const;

/** Managed nodes, spread over the zones, from a template that keeps pods away from the node's own rights. */
export class NodeGroup extends Component {
  readonly roleArn: pulumi.Output<string>;
  readonly nodeGroupName: pulumi.Output<string>;
  /** EKS makes one for the group. */
  readonly autoscalingGroupName: pulumi.Output<string>;

  constructor(name: string, args: NodeGroupArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:cluster:NodeGroup", name, opts);
    const { clusterName, settings } = args;
    const { nodes } = settings;

    const role = nodeRole(this.named("identity"), { account: args.account, whose: "Nodes" }, this.within);
    const template = new aws.ec2.LaunchTemplate(
      this.named("template"),
      {
        description: `Nodes of ${clusterName}`,
        updateDefaultVersion: true,
        vpcSecurityGroupIds: [...args.securityGroupIds],
        blockDeviceMappings: [
          {
            // Where Amazon Linux 2023 has its root disk.
            deviceName: "/dev/xvda",
            ebs: {
              volumeType: "gp3",
              volumeSize: nodes.diskGib,
              encrypted: "true",
              kmsKeyId: args.volumeKeyArn,
              deleteOnTermination: "true",
            },
          },
        ],
        // One hop: a pod that is not on the host's network cannot ask for the node's credentials.
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
          resourceType,
          tags: { ...args.tags, Name: `${clusterName}-node` },
        })),
      },
      this.within,
    );
    const group = new aws.eks.NodeGroup(
      this.named("nodes"),
      {
        clusterName,
        nodeRoleArn: role.arn,
        version: settings.version,
        amiType: amiTypes[settings.architecture],
        capacityType: "ON_DEMAND",
        instanceTypes: [...nodes.instanceTypes],
        subnetIds: [...args.subnetIds],
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        scalingConfig: { minSize: nodes.min, desiredSize: nodes.desired, maxSize: nodes.max },
        updateConfig: { maxUnavailable: 1 },
        nodeRepairConfig: { enabled: true },
        ...(args.platformOnly
          ? {
              labels: { workload: "platform" },
              taints: [{ key: platformTaint.key, value: "true", effect: "NO_SCHEDULE" }],
            }
          : { labels: { workload: "application" } }),
      },
      {
        ...this.within,
        // Day and night each have their numbers, which the schedules carry; a deployment would undo the night's.
        ignoreChanges: leftAlone(args),
      },
    );
    this.nodeGroupName = group.nodeGroupName;
    this.autoscalingGroupName = group.resources.apply(autoscalingGroupOf);
    new NodeAlarms(
      this.named("alarms"),
      {
        ...{ clusterName, operations: args.operations, mayBeEmpty: args.resizedBySchedule },
        autoscalingGroupName: this.autoscalingGroupName,
      },
      this.within,
    );
    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

function autoscalingGroupOf(resources: readonly aws.types.output.eks.NodeGroupResource[]): string {
  const name = resources[0]?.autoscalingGroups[0]?.name;
  if (name === undefined) throw new Error("EKS tells of no Auto Scaling group for the node group");
  return name;
}

function leftAlone({ resizedByLoad, resizedBySchedule }: NodeGroupArgs): string[] {
  if (resizedBySchedule) return ["scalingConfig"];
  return resizedByLoad ? ["scalingConfig.desiredSize"] : [];
}
