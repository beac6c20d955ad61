import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { Component } from "../component";
import type { Operations } from "../operations";
import { policyDocument } from "../policy-document";
import type { NetworkSettings } from "./settings";

export interface FlowLogsArgs {
  readonly settings: NetworkSettings["flowLogs"];
  readonly vpcId: pulumi.Input<string>;
  readonly prefix: string;
  readonly account: Account;
  readonly operations: Pick<Operations, "keyArn" | "retentionDays" | "archive">;
}

/**
 * The default fields, and those that tell pods apart: of a pod behind its node's interface the default ones name the
 * node only. https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
const logFormat = [
  ...["version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol"],
  ...["packets", "bytes", "start", "end", "action", "log-status"],
  ...["vpc-id", "subnet-id", "az-id", "tcp-flags", "pkt-srcaddr", "pkt-dstaddr", "flow-direction"],
]
  .map((field) => `\${${field}}`)
  .join(" ");

/** The record of who talked to whom in the VPC, in CloudWatch or in the log archive. */
export class FlowLogs extends Component {
  constructor(name: string, args: FlowLogsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:network:FlowLogs", name, opts);
    const { account, operations, prefix, settings, vpcId } = args;
    const common = { vpcId, trafficType: settings.traffic, logFormat, tags: { Name: `${prefix}-flow-logs` } };

    if (settings.destination === "s3") {
      new aws.ec2.FlowLog(
        this.named("to-archive"),
        {
          ...common,
          logDestinationType: "s3",
          logDestination: pulumi.interpolate`${operations.archive.bucketArn}/flow-logs/`,
          destinationOptions: {
            fileFormat: "plain-text",
            hiveCompatiblePartitions: true,
            perHourPartition: false,
          },
        },
        this.within,
      );
    } else {
      const group = new aws.cloudwatch.LogGroup(
        this.named("group"),
        {
          name: `/aws/vpc/${prefix}/flow-logs`,
          retentionInDays: operations.retentionDays.audit,
          kmsKeyId: operations.keyArn,
        },
        this.within,
      );
      const role = new aws.iam.Role(
        this.named("role"),
        {
          description: "Lets VPC flow logs write to their log group",
          permissionsBoundary: account.permissionsBoundary,
          assumeRolePolicy: policyDocument([
            {
              Sid: "FlowLogsOfThisAccount",
              Effect: "Allow",
              Principal: { Service: "vpc-flow-logs.amazonaws.com" },
              Action: "sts:AssumeRole",
              Condition: {
                StringEquals: { "aws:SourceAccount": account.id },
                ArnLike: {
                  "aws:SourceArn": pulumi.interpolate`arn:aws:ec2:${account.region}:${account.id}:vpc-flow-log/*`,
                },
              },
            },
          ]),
        },
        this.within,
      );
      const permission = new aws.iam.RolePolicy(
        this.named("role-policy"),
        {
          role: role.id,
          policy: policyDocument([
            {
              Sid: "WriteToTheLogGroup",
              Effect: "Allow",
              Action: [
                "logs:CreateLogStream",
                "logs:PutLogEvents",
                "logs:DescribeLogGroups",
                "logs:DescribeLogStreams",
              ],
              Resource: [group.arn, pulumi.interpolate`${group.arn}:*`],
            },
          ]),
        },
        this.within,
      );
      new aws.ec2.FlowLog(
        this.named("to-cloudwatch"),
        {
          ...common,
          logDestinationType: "cloud-watch-logs",
          logDestination: group.arn,
          iamRoleArn: role.arn,
        },
        { ...this.within, dependsOn: permission },
      );
    }

    this.registerOutputs({});
  }
}
