import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { longestStack } from "../../../infra/read-config";
import { allPolicies } from "../../../policies/all";
import { judge, notApplicableReason } from "../../../policies/judge";
import { interruptionsFromAws } from "../../../policies/interruptions";
import { nameRules } from "../../../policies/name-rules";
import { nodeRolesNarrow } from "../../../policies/node-roles";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph, statementsOf } from "../../../test/support/graph";
import { asJudged } from "../../../tools/preview/judged";
import { Karpenter } from "./index";
import { karpenterSettings } from "./settings";

const topic = "arn:aws:sns:ap-northeast-2:123456789012:alarms";
const keyArn = "arn:aws:kms:ap-northeast-2:123456789012:key/volumes";

async function build(given: { readonly groups?: readonly string[]; readonly stack?: string } = {}) {
  const { groups = ["sg-cluster", "sg-nodes"] } = given;
  const exposed: Record<string, unknown> = {};
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    const karpenter = new Karpenter(
      "cluster-karpenter",
      {
        account,
        clusterName: "urr-test",
        subnetIds: [pulumi.output("subnet-a"), pulumi.output("subnet-b")],
        securityGroupIds: groups.map((group) => pulumi.output(group)),
        volumeKeyArn: pulumi.output(keyArn),
        operations: { alarms: { arn: pulumi.output(topic) } as never },
        tags: given.stack === undefined ? {} : { Project: "urr", Stack: given.stack },
      },
      here,
    );
    for (const key of ["queueName", "controllerRoleArn", "nodeRoleArn", "instanceProfileName"] as const) {
      karpenter[key].apply((value) => (exposed[key] = value));
    }
  });
  expect(problems).toEqual([]);
  return { graph: new Graph(resources), resources, exposed };
}

type Built = Awaited<ReturnType<typeof build>>;
let built: Built;
let rights: ReturnType<typeof statementsOf>;

beforeAll(async () => {
  built = await build({ stack: "test" });
  rights = statementsOf(built.graph.named("cluster-karpenter-pods-policy").inputs["policy"]);
});

const right = (sid: string) => rights.find(({ Sid }) => Sid === sid);
const actions = () => rights.flatMap(({ Action }) => Action as string | readonly string[]);

describe("the settings", () => {
  it("leave Karpenter out until it is asked for: CLU-40", () => {
    expect(karpenterSettings.parse({})).toEqual({ enabled: false });
    expect(karpenterSettings.safeParse({ pools: 3 }).success).toBe(false);
  });
});

describe("nodes of Karpenter's", () => {
  it("have a role and a profile of their own, may join, pull images and take sessions, and no more: CLU-45", () => {
    const { graph, exposed } = built;
    const role = graph.named("cluster-karpenter-node-role");
    expect(role.inputs["permissionsBoundary"]).toContain("boundary");
    expect(statementsOf(role.inputs["assumeRolePolicy"])).toMatchObject([
      { Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    const attached = graph
      .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(({ inputs }) => inputs["role"] === role.outputs["name"])
      .map(({ inputs }) => String(inputs["policyArn"]).replace(/^.*\//, ""));
    expect(attached).toEqual([
      ...["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"],
    ]);
    expect(graph.named("cluster-karpenter-profile").inputs["role"]).toBe(role.outputs["name"]);
    expect(exposed).toMatchObject({
      nodeRoleArn: role.outputs["arn"],
      instanceProfileName: graph.named("cluster-karpenter-profile").outputs["name"],
    });
  });

  it("are let into the cluster by an access entry", () => {
    expect(built.graph.named("cluster-karpenter-nodes").inputs).toEqual({
      clusterName: "urr-test",
      principalArn: built.exposed["nodeRoleArn"],
      type: "EC2_LINUX",
    });
  });
});

describe("the controller", () => {
  it("has a role of its own by Pod Identity, for this cluster's pods: CLU-45", () => {
    const { graph, exposed } = built;
    const role = graph.named("cluster-karpenter-pods-role");
    expect(role.inputs["permissionsBoundary"]).toContain("boundary");
    expect(statementsOf(role.inputs["assumeRolePolicy"])).toMatchObject([
      {
        Principal: { Service: "pods.eks.amazonaws.com" },
        Condition: {
          ArnEquals: { "aws:SourceArn": "arn:aws:eks:ap-northeast-2:123456789012:cluster/urr-test" },
        },
      },
    ]);
    expect(graph.named("cluster-karpenter-association").inputs).toEqual({
      clusterName: "urr-test",
      namespace: "kube-system",
      serviceAccount: "karpenter",
      roleArn: exposed["controllerRoleArn"],
    });
    expect(exposed["controllerRoleArn"]).toBe(role.outputs["arn"]);
  });

  it("may do what Karpenter 1.14 asks for, and cannot make instance profiles", () => {
    expect([...new Set(actions())].toSorted()).toEqual([
      ...["ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:CreateTags", "ec2:DeleteLaunchTemplate"],
      ...["ec2:DescribeCapacityReservations", "ec2:DescribeImages", "ec2:DescribeInstanceStatus"],
      ...["ec2:DescribeInstanceTypeOfferings", "ec2:DescribeInstanceTypes", "ec2:DescribeInstances"],
      ...["ec2:DescribeLaunchTemplates", "ec2:DescribePlacementGroups", "ec2:DescribeSecurityGroups"],
      ...["ec2:DescribeSpotPriceHistory", "ec2:DescribeSubnets", "ec2:RunInstances"],
      ...["ec2:TerminateInstances", "eks:DescribeCluster", "iam:GetInstanceProfile"],
      ...["iam:ListInstanceProfiles", "iam:PassRole", "kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey"],
      ...["kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*", "pricing:GetProducts"],
      ...["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage", "ssm:GetParameter"],
    ]);
  });

  it("launches into the app tier with our groups only", async () => {
    expect(right("LaunchIntoOurNetwork")?.["Resource"]).toEqual([
      "arn:aws:ec2:ap-northeast-2::image/*",
      "arn:aws:ec2:ap-northeast-2::snapshot/*",
      "arn:aws:ec2:ap-northeast-2:123456789012:subnet/subnet-a",
      "arn:aws:ec2:ap-northeast-2:123456789012:subnet/subnet-b",
      "arn:aws:ec2:ap-northeast-2:123456789012:security-group/sg-cluster",
      "arn:aws:ec2:ap-northeast-2:123456789012:security-group/sg-nodes",
      "arn:aws:ec2:ap-northeast-2:*:capacity-reservation/*",
      "arn:aws:ec2:ap-northeast-2:*:placement-group/*",
    ]);
    const without = await build({ groups: ["sg-nodes"] });
    const policy = without.graph.named("cluster-karpenter-pods-policy").inputs["policy"];
    expect(policy).toContain("security-group/sg-nodes");
    expect(policy).not.toContain("sg-cluster");
    expect(policy).not.toContain("RequestTag/Stack");
  });

  it("marks what it makes as the cluster's, a node pool's and the stack's, in the same moment", () => {
    const made = {
      StringEquals: {
        "aws:RequestTag/kubernetes.io/cluster/urr-test": "owned",
        "aws:RequestTag/eks:eks-cluster-name": "urr-test",
        "aws:RequestTag/Stack": "test",
      },
      StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" },
    };
    const kinds = [
      ...["fleet", "instance", "launch-template", "network-interface", "spot-instances-request", "volume"],
    ].map((kind) => `arn:aws:ec2:ap-northeast-2:*:${kind}/*`);
    expect(right("LaunchMarked")).toMatchObject({ Resource: kinds, Condition: made });
    expect(right("MarkWhatIsMade")).toMatchObject({ Resource: kinds, Condition: made });
    expect(right("MarkWhatIsMade")?.["Condition"]).toMatchObject({
      StringEquals: { "ec2:CreateAction": ["CreateFleet", "CreateLaunchTemplate", "RunInstances"] },
    });
    expect(right("NameOwnNodes")?.["Condition"]).toMatchObject({
      "ForAllValues:StringEquals": {
        "aws:TagKeys": ["Name", "eks:eks-cluster-name", "karpenter.sh/nodeclaim"],
      },
    });
  });

  it("touches only what has the mark", () => {
    const mark = {
      StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/urr-test": "owned" },
      StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
    };
    for (const sid of ["LaunchFromOwnTemplates", "NameOwnNodes", "RemoveOwnNodes"]) {
      expect(right(sid)?.["Condition"], sid).toMatchObject(mark);
    }
  });

  it("hands over the node role to EC2 only, and uses the key of disks through EC2 only", () => {
    expect(right("PassTheNodeRole")).toMatchObject({
      Action: "iam:PassRole",
      Resource: built.exposed["nodeRoleArn"],
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    });
    for (const sid of ["DisksOfNodes", "AttachDisksOfNodes"]) {
      expect(right(sid), sid).toMatchObject({
        Resource: keyArn,
        Condition: { StringEquals: { "kms:ViaService": "ec2.ap-northeast-2.amazonaws.com" } },
      });
    }
    expect(right("AttachDisksOfNodes")?.["Condition"]).toMatchObject({
      Bool: { "kms:GrantIsForAWSResource": "true" },
    });
  });

  it("reads in its region only, and of parameters AWS's own", () => {
    expect(right("WhatTheRegionOffers")?.["Condition"]).toEqual({
      StringEquals: { "aws:RequestedRegion": "ap-northeast-2" },
    });
    expect(right("NewestImages")?.["Resource"]).toBe("arn:aws:ssm:ap-northeast-2::parameter/aws/service/*");
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  it("has its rights within the 10,240 characters of a role's own policies", () => {
    expect(String(built.graph.named("cluster-karpenter-pods-policy").inputs["policy"]).length).toBeLessThan(
      10_240,
    );
  });
});

describe("interruptions", () => {
  it("of five kinds are sent to the queue, by patterns exactly as AWS writes them: CLU-45", () => {
    const { graph } = built;
    const patterns = graph
      .ofType("aws:cloudwatch/eventRule:EventRule")
      .map(({ inputs }) => inputs["eventPattern"]);
    expect(patterns).toEqual([
      '{"source":["aws.health"],"detail-type":["AWS Health Event"]}',
      '{"source":["aws.ec2"],"detail-type":["EC2 Spot Instance Interruption Warning"]}',
      '{"source":["aws.ec2"],"detail-type":["EC2 Instance Rebalance Recommendation"]}',
      '{"source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"]}',
      '{"source":["aws.ec2"],"detail-type":["EC2 Capacity Reservation Instance Interruption Warning"]}',
    ]);
    const queue = graph.named("cluster-karpenter-queue").outputs["arn"];
    const rules = graph.ofType("aws:cloudwatch/eventRule:EventRule").map(({ outputs }) => outputs["name"]);
    const targets = graph.ofType("aws:cloudwatch/eventTarget:EventTarget");
    expect(targets.map(({ inputs }) => inputs["rule"])).toEqual(rules);
    expect(new Set(targets.map(({ inputs }) => inputs["arn"]))).toEqual(new Set([queue]));
  });

  it("stay five minutes, encrypted, in a queue that those rules alone may fill, over TLS", () => {
    const { graph, exposed } = built;
    const queue = graph.named("cluster-karpenter-queue");
    expect(queue.inputs).toMatchObject({ messageRetentionSeconds: 300, sqsManagedSseEnabled: true });
    expect(exposed["queueName"]).toBe(queue.outputs["name"]);
    const policy = graph.named("cluster-karpenter-queue-policy");
    expect(policy.inputs["queueUrl"]).toBe(queue.outputs["url"]);
    expect(statementsOf(policy.inputs["policy"])).toEqual([
      {
        Sid: "OwnRules",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queue.outputs["arn"],
        Condition: {
          ArnEquals: {
            "aws:SourceArn": graph
              .ofType("aws:cloudwatch/eventRule:EventRule")
              .map(({ outputs }) => outputs["arn"]),
          },
        },
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: queue.outputs["arn"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    expect(right("Interruptions")?.["Resource"]).toBe(queue.outputs["arn"]);
  });

  it("that nobody reads set off an alarm", () => {
    const { inputs } = built.graph.named("cluster-karpenter-queue-stuck");
    expect(inputs).toMatchObject({
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: built.exposed["queueName"] },
      treatMissingData: "notBreaching",
      alarmActions: [topic],
      okActions: [topic],
    });
    // No message gets older than the queue keeps it.
    expect(inputs["threshold"]).toBeLessThan(300);
  });
});

describe("the whole", () => {
  it("has names that AWS takes under the longest name of a stack", () => {
    const stack = "s".repeat(longestStack);
    for (const { name, type } of built.resources) {
      const rule = nameRules[type];
      if (rule === undefined) continue;
      expect(`urr-${stack}-${name}-abcdef`.length, name).toBeLessThanOrEqual(rule.longest);
    }
  });

  it("keeps every policy but the one against wildcards, which reading from EC2 and prices cannot keep", () => {
    const judged = asJudged(built.resources);
    for (const policy of [interruptionsFromAws, nodeRolesNarrow]) {
      expect(notApplicableReason(policy, judged), policy.id).toBeUndefined();
    }
    const open = judge(judged, allPolicies, []).filter(
      // The test's provider has no tags, and every resource is its own.
      ({ status, policy }) => status === "open" && policy !== "tags-on-everything",
    );
    expect(open.map(({ policy, urn }) => [policy, urn?.replace(/^.*::/, "")])).toEqual([
      ["iam-no-wildcards", "cluster-karpenter-pods-policy"],
      ["iam-no-wildcards", "cluster-karpenter-pods-policy"],
    ]);
  });
});
