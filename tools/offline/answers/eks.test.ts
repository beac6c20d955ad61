import { describe, expect, it } from "vitest";
import type { Asked } from "./answer";
import { eksAnswers } from "./eks";
import { invokeAnswers } from "./invokes";
import { nodesAnswers } from "./nodes";

const region = "ap-northeast-2";
const account = "123456789012";

function ask(type: string, inputs: Asked["inputs"] = {}) {
  const answer = { ...eksAnswers, ...nodesAnswers }[type] ?? expect.fail(`no answer for ${type}`);
  return answer({ type, name: "one", urn: `urn:${type}`, inputs, region, account });
}

const clusterName = "urr-test";
const principalArn = `arn:aws:iam::${account}:role/teams/operators`;
const policyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

describe("what EKS answers", () => {
  it("keeps what a cluster was given and adds its own group, endpoint and issuer", () => {
    const { id, outputs } = ask("aws:eks/cluster:Cluster", {
      name: clusterName,
      vpcConfig: { subnetIds: ["subnet-1"] },
    });
    expect(id).toBe(clusterName);
    expect(outputs).toMatchObject({
      arn: `arn:aws:eks:${region}:${account}:cluster/${clusterName}`,
      endpoint: expect.stringMatching(
        /^https:\/\/[0-9A-F]{32}\.gr7\.ap-northeast-2\.eks\.amazonaws\.com$/,
      ) as string,
      vpcConfig: {
        subnetIds: ["subnet-1"],
        clusterSecurityGroupId: expect.stringMatching(/^sg-/) as string,
      },
    });
  });

  it.each([
    ["aws:eks/nodeGroup:NodeGroup", { clusterName, nodeGroupName: "system" }, "urr-test:system"],
    ["aws:eks/addon:Addon", { clusterName, addonName: "vpc-cni" }, "urr-test:vpc-cni"],
    ["aws:eks/accessEntry:AccessEntry", { clusterName, principalArn }, `urr-test:${principalArn}`],
    [
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
      { clusterName, principalArn, policyArn },
      `urr-test#${principalArn}#${policyArn}`,
    ],
    ["aws:autoscaling/tag:Tag", { autoscalingGroupName: "eks-1", tag: { key: "Name" } }, "eks-1,Name"],
    ["aws:ec2/tag:Tag", { resourceId: "sg-1", key: "Name" }, "sg-1,Name"],
    ["aws:cloudwatch/eventTarget:EventTarget", { rule: "spot", targetId: "queue" }, "spot-queue"],
    [
      "aws:cloudwatch/eventTarget:EventTarget",
      { rule: "spot", targetId: "queue", eventBusName: "urr" },
      "urr-spot-queue",
    ],
    ["aws:scheduler/schedule:Schedule", { name: "evening" }, "default/evening"],
    ["aws:scheduler/scheduleGroup:ScheduleGroup", { name: "hours" }, "hours"],
  ])("is called as the provider calls it: %s", (type, inputs, id) => {
    expect(ask(type, inputs).id).toBe(id);
  });

  it.each([
    [
      "aws:eks/accessEntry:AccessEntry",
      { clusterName, principalArn },
      "accessEntryArn",
      `eks:${region}:${account}:access-entry/urr-test/role/${account}/operators/`,
    ],
    [
      "aws:eks/podIdentityAssociation:PodIdentityAssociation",
      { clusterName },
      "associationArn",
      `eks:${region}:${account}:podidentityassociation/urr-test/a-`,
    ],
    ["aws:ec2/launchTemplate:LaunchTemplate", {}, "arn", `ec2:${region}:${account}:launch-template/lt-0`],
    [
      "aws:iam/instanceProfile:InstanceProfile",
      { name: "nodes" },
      "arn",
      `iam::${account}:instance-profile/nodes`,
    ],
    ["aws:sqs/queue:Queue", { name: "spot" }, "arn", `sqs:${region}:${account}:spot`],
    ["aws:cloudwatch/eventRule:EventRule", { name: "spot" }, "arn", `events:${region}:${account}:rule/spot`],
    [
      "aws:scheduler/schedule:Schedule",
      { name: "a", groupName: "g" },
      "arn",
      `scheduler:${region}:${account}:schedule/g/a`,
    ],
  ])("has an ARN of the shape AWS gives: %s", (type, inputs, output, rest) => {
    expect(ask(type, inputs).outputs[output]).toContain(`arn:aws:${rest}`);
  });

  it("names the group of instances that a node group makes, for its tags", () => {
    expect(
      ask("aws:eks/nodeGroup:NodeGroup", { clusterName, nodeGroupName: "system" }).outputs,
    ).toMatchObject({
      resources: [{ autoscalingGroups: [{ name: expect.stringMatching(/^eks-system-/) as string }] }],
    });
  });

  it("gives a queue its address as its id", () => {
    const { id, outputs } = ask("aws:sqs/queue:Queue", { name: "spot" });
    expect(id).toBe(`https://sqs.${region}.amazonaws.com/${account}/spot`);
    expect(outputs["url"]).toBe(id);
  });

  it("names a build of an add-on that nobody can take for a real one", () => {
    const args = { addonName: "coredns", kubernetesVersion: "1.36", mostRecent: true };
    expect(
      invokeAnswers["aws:eks/getAddonVersion:getAddonVersion"]?.({ args, region, account }),
    ).toMatchObject({ ...args, id: "coredns", version: "v0.0.0-eksbuild.0" });
  });
});
