import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./account";
import type { Statement } from "./policy-document";

/**
 * Trust of a role that pods take through EKS Pod Identity: pods of this cluster only.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podTrust({ id, region }: Account, clusterName: string): Statement {
  return {
    Sid: "PodsOfTheCluster",
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Condition: {
      StringEquals: { "aws:SourceAccount": id },
      ArnEquals: {
        "aws:SourceArn": pulumi.interpolate`arn:aws:eks:${region}:${id}:cluster/${clusterName}`,
      },
    },
  };
}
