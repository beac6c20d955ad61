import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { evaluateComponents } from "../../test/support/evaluate-component";
import { Graph } from "../../test/support/graph";
import { EksTags } from "./eks-tags";

const tags = { Project: "urr", Stack: "test" };

async function build(mode: "preview" | "update" = "update") {
  const { resources, problems } = await evaluateComponents(({ here }) => {
    const system = pulumi.output("eks-nodes-1");
    new EksTags(
      "cluster-eks-tags",
      { clusterSecurityGroupId: pulumi.output("sg-cluster"), autoscalingGroups: { system }, tags },
      here,
    );
  }, mode);
  expect(problems).toEqual([]);
  return new Graph(resources);
}

it("puts every tag on the cluster's security group, which the provider's default tags do not reach", async () => {
  const made = (await build()).ofType("aws:ec2/tag:Tag");
  expect(made.map(({ inputs }) => inputs)).toEqual([
    { resourceId: "sg-cluster", key: "Project", value: "urr" },
    { resourceId: "sg-cluster", key: "Stack", value: "test" },
  ]);
});

it("puts every tag on the Auto Scaling group and leaves its instances to the launch template", async () => {
  const made = (await build()).ofType("aws:autoscaling/tag:Tag");
  expect(made.map(({ inputs }) => inputs)).toEqual([
    {
      autoscalingGroupName: "eks-nodes-1",
      tag: { key: "Project", value: "urr", propagateAtLaunch: false },
    },
    { autoscalingGroupName: "eks-nodes-1", tag: { key: "Stack", value: "test", propagateAtLaunch: false } },
  ]);
});

it("makes the same in a preview, where nobody knows the group's name", async () => {
  expect((await build("preview")).names()).toEqual((await build()).names());
});
