import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { Statement } from "../policy-document";

/**
 * What a key must allow so that Auto Scaling can start nodes with disks under it; without it they end at once, with
 * nothing but a reason in the activity log. Its role is named in a condition, because KMS refuses a principal that an
 * account does not have yet.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
export function autoscalingUses({ id }: Account): readonly Statement[] {
  const autoscaling = {
    StringEquals: { "kms:CallerAccount": id },
    ArnEquals: {
      "aws:PrincipalArn": pulumi.interpolate`arn:aws:iam::${id}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    },
  };
  return [
    {
      Sid: "NodesOfAutoScaling",
      Effect: "Allow",
      Principal: "*",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: autoscaling,
    },
    {
      Sid: "DisksOfThoseNodes",
      Effect: "Allow",
      Principal: "*",
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { ...autoscaling, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/** What the CSI driver of disks needs of the key: https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html */
export function diskDriverUses(keyArn: pulumi.Input<string>): readonly Statement[] {
  return [
    {
      Sid: "DisksOfPods",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"],
      Resource: keyArn,
    },
    {
      Sid: "AttachDisksOfPods",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: keyArn,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
