import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../../policy-document";

/**
 * What the agent and Fluent Bit may do. AWS's own CloudWatchAgentServerPolicy lets them write to every log group of the
 * account, and read parameters of Systems Manager besides.
 */
export function insightsRights(groupArns: pulumi.Input<string>[]): readonly Statement[] {
  return [
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      // Both ask for the group before they write, though it is there.
      Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: groupArns,
    },
    {
      Sid: "WriteMetrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": "ContainerInsights" } },
    },
    {
      Sid: "KnowTheNode",
      Effect: "Allow",
      Action: ["ec2:DescribeInstances", "ec2:DescribeTags", "ec2:DescribeVolumes"],
      Resource: "*",
    },
  ];
}
