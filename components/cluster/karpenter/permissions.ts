import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import type { Statement } from "../../policy-document";

/** What the controller works with, and nothing beside it. */
export interface ControllerScope {
  readonly account: Account;
  readonly clusterName: string;
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly securityGroupIds: readonly pulumi.Input<string>[];
  readonly volumeKeyArn: pulumi.Input<string>;
  readonly nodeRoleArn: pulumi.Input<string>;
  readonly queueArn: pulumi.Input<string>;
  /** Tags that every node must carry from its first moment. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Rights of the controller of Karpenter 1.14: https://karpenter.sh/v1.14/reference/cloudformation/
 *
 * It makes nodes in our subnets and groups only, marks them as the cluster's, and touches nothing without the mark.
 *
 * Two things of the reference are left out. Making instance profiles: nodes are given the stack's own, because the
 * stack's permissions boundary knows profiles under the stack's name alone and Karpenter names them otherwise. Asking
 * for zonal shifts: the boundary has no right for it, and the chart leaves it off.
 */
export function controllerRights(scope: ControllerScope): readonly Statement[] {
  return [...launching(scope), ...marking(scope), ...removing(scope), ...using(scope), ...reading(scope)];
}

const ec2 = ({ account: { region } }: ControllerScope, kinds: readonly string[]) =>
  kinds.map((kind) => `arn:aws:ec2:${region}:*:${kind}/*`);

/** What one launch makes, all of it tagged in the same moment. */
const made = [
  ...["fleet", "instance", "launch-template", "network-interface", "spot-instances-request", "volume"],
];

const launch = ["ec2:CreateFleet", "ec2:RunInstances"];

/** Conditions on a request that makes something. The stack's tag keeps roles of other stacks away from it. */
function marked({ clusterName, tags }: ControllerScope) {
  return {
    StringEquals: {
      [`aws:RequestTag/kubernetes.io/cluster/${clusterName}`]: "owned",
      "aws:RequestTag/eks:eks-cluster-name": clusterName,
      ...(tags["Stack"] === undefined ? {} : { "aws:RequestTag/Stack": tags["Stack"] }),
    },
    StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" },
  };
}

/** Conditions on what is there already. */
function ours({ clusterName }: ControllerScope) {
  return {
    StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: "owned" },
    StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
  };
}

function launching(scope: ControllerScope): readonly Statement[] {
  const { id, region } = scope.account;
  const standing = (kind: string, ids: readonly pulumi.Input<string>[]) =>
    ids.map((one) => pulumi.interpolate`arn:aws:ec2:${region}:${id}:${kind}/${one}`);
  return [
    {
      Sid: "LaunchIntoOurNetwork",
      Effect: "Allow",
      Action: launch,
      Resource: [
        ...["image", "snapshot"].map((kind) => `arn:aws:ec2:${region}::${kind}/*`),
        ...standing("subnet", scope.subnetIds),
        ...standing("security-group", scope.securityGroupIds),
        ...ec2(scope, ["capacity-reservation", "placement-group"]),
      ],
    },
    {
      Sid: "LaunchFromOwnTemplates",
      Effect: "Allow",
      Action: launch,
      Resource: ec2(scope, ["launch-template"]),
      Condition: ours(scope),
    },
    {
      Sid: "LaunchMarked",
      Effect: "Allow",
      Action: [...launch, "ec2:CreateLaunchTemplate"],
      Resource: ec2(scope, made),
      Condition: marked(scope),
    },
  ];
}

function marking(scope: ControllerScope): readonly Statement[] {
  const { StringEquals, StringLike } = marked(scope);
  return [
    {
      Sid: "MarkWhatIsMade",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: ec2(scope, made),
      Condition: {
        StringEquals: {
          ...StringEquals,
          "ec2:CreateAction": ["CreateFleet", "CreateLaunchTemplate", "RunInstances"],
        },
        StringLike,
      },
    },
    {
      Sid: "NameOwnNodes",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: ec2(scope, ["instance"]),
      Condition: {
        ...ours(scope),
        StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": scope.clusterName },
        "ForAllValues:StringEquals": {
          "aws:TagKeys": ["Name", "eks:eks-cluster-name", "karpenter.sh/nodeclaim"],
        },
      },
    },
  ];
}

function removing(scope: ControllerScope): readonly Statement[] {
  return [
    {
      Sid: "RemoveOwnNodes",
      Effect: "Allow",
      Action: ["ec2:DeleteLaunchTemplate", "ec2:TerminateInstances"],
      Resource: ec2(scope, ["instance", "launch-template"]),
      Condition: ours(scope),
    },
  ];
}

function using(scope: ControllerScope): readonly Statement[] {
  const { id, region } = scope.account;
  const viaEc2 = { "kms:ViaService": `ec2.${region}.amazonaws.com` };
  return [
    {
      Sid: "PassTheNodeRole",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: scope.nodeRoleArn,
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
    {
      Sid: "Interruptions",
      Effect: "Allow",
      Action: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
      Resource: scope.queueArn,
    },
    {
      Sid: "OwnCluster",
      Effect: "Allow",
      Action: "eks:DescribeCluster",
      Resource: pulumi.interpolate`arn:aws:eks:${region}:${id}:cluster/${scope.clusterName}`,
    },
    {
      Sid: "DisksOfNodes",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"],
      Resource: scope.volumeKeyArn,
      Condition: { StringEquals: viaEc2 },
    },
    {
      Sid: "AttachDisksOfNodes",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: scope.volumeKeyArn,
      Condition: { StringEquals: viaEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

function reading({ account: { id, region } }: ControllerScope): readonly Statement[] {
  return [
    {
      Sid: "WhatTheRegionOffers",
      Effect: "Allow",
      Action: [
        ...["ec2:DescribeCapacityReservations", "ec2:DescribeImages", "ec2:DescribeInstanceStatus"],
        ...["ec2:DescribeInstanceTypeOfferings", "ec2:DescribeInstanceTypes", "ec2:DescribeInstances"],
        ...["ec2:DescribeLaunchTemplates", "ec2:DescribePlacementGroups", "ec2:DescribeSecurityGroups"],
        ...["ec2:DescribeSpotPriceHistory", "ec2:DescribeSubnets"],
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      // Prices are asked in a region of Amazon's choice.
      Sid: "PricesAndProfiles",
      Effect: "Allow",
      Action: ["iam:ListInstanceProfiles", "pricing:GetProducts"],
      Resource: "*",
    },
    {
      Sid: "ReadProfiles",
      Effect: "Allow",
      Action: "iam:GetInstanceProfile",
      Resource: pulumi.interpolate`arn:aws:iam::${id}:instance-profile/*`,
    },
    {
      Sid: "NewestImages",
      Effect: "Allow",
      Action: "ssm:GetParameter",
      Resource: `arn:aws:ssm:${region}::parameter/aws/service/*`,
    },
  ];
}
