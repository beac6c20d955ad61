import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { allPolicies } from "../../../policies/all";
import { exceptions } from "../../../policies/exceptions";
import { judge } from "../../../policies/judge";
import { longestStack } from "../../../infra/read-config";
import { nameRules } from "../../../policies/name-rules";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph, statementsOf } from "../../../test/support/graph";
import { asJudged } from "../../../tools/preview/judged";
import { workingHoursSettings } from "./settings";
import { WorkingHours } from "./index";

const database = "arn:aws:rds:ap-northeast-2:123456789012:db:urr-dev-postgres";

async function build(databases: readonly string[] = ["db"]) {
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    new WorkingHours(
      "operations-hours",
      {
        account,
        hours: workingHoursSettings.parse({}),
        nodeGroups: {
          system: {
            clusterName: "urr-dev",
            name: pulumi.output("urr-dev-nodes"),
            ...{ min: 2, desired: 3, max: 6 },
          },
        },
        databases: Object.fromEntries(
          databases.map((name) => [
            name,
            { identifier: pulumi.output("urr-dev-postgres"), arn: pulumi.output(database) },
          ]),
        ),
      },
      here,
    );
  });
  expect(problems).toEqual([]);
  return new Graph(resources);
}

interface Target {
  readonly arn: string;
  readonly input: string;
  readonly roleArn: string;
}

const target = (graph: Graph, name: string) =>
  graph.named(`operations-hours-${name}`).inputs["target"] as Target;

describe("out of hours", () => {
  it("nodes are scaled to none every evening and come back in the morning, by calls of the Scheduler's own: ENV-25, PLT-12", async () => {
    const graph = await build();
    for (const [name, MinSize, DesiredSize, expression] of [
      ["system-on", 2, 3, "cron(0 8 ? * MON-FRI *)"],
      ["system-off", 0, 0, "cron(0 20 ? * * *)"],
    ] as const) {
      expect(graph.named(`operations-hours-${name}`).inputs, name).toMatchObject({
        scheduleExpression: expression,
        scheduleExpressionTimezone: "Asia/Seoul",
        flexibleTimeWindow: { mode: "OFF" },
        groupName: graph.named("operations-hours-group").outputs["name"],
      });
      const { arn, input } = target(graph, name);
      expect(arn).toBe("arn:aws:scheduler:::aws-sdk:eks:updateNodegroupConfig");
      expect(JSON.parse(input)).toEqual({
        ClusterName: "urr-dev",
        NodegroupName: "urr-dev-nodes",
        ScalingConfig: { MinSize, DesiredSize, MaxSize: 6 },
      });
    }
  });

  it("the database is stopped every evening, also after RDS has started it by itself, and started in the morning before the nodes: ENV-25, PLT-12", async () => {
    const graph = await build();
    expect(target(graph, "db-on")).toMatchObject({
      arn: "arn:aws:scheduler:::aws-sdk:rds:startDBInstance",
      input: '{"DbInstanceIdentifier":"urr-dev-postgres"}',
    });
    expect(target(graph, "db-off")).toMatchObject({
      arn: "arn:aws:scheduler:::aws-sdk:rds:stopDBInstance",
      input: '{"DbInstanceIdentifier":"urr-dev-postgres"}',
    });
    const expression = (name: string) => graph.named(`operations-hours-${name}`).inputs["scheduleExpression"];
    expect(expression("db-on")).toBe("cron(45 7 ? * MON-FRI *)");
    expect(expression("db-off")).toBe("cron(0 20 ? * * *)");
  });

  it("a call that fails is tried again for an hour, long before the next schedule", async () => {
    for (const { inputs } of (await build()).ofType("aws:scheduler/schedule:Schedule")) {
      expect(inputs["target"]).toMatchObject({
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      });
      expect(inputs["target"]).not.toHaveProperty("deadLetterConfig");
    }
  });
});

describe("the schedules' role", () => {
  it("is taken by this group of schedules only, and may resize and stop what it is given, nothing else", async () => {
    const graph = await build();
    const role = graph.named("operations-hours-caller-role");
    expect(role.inputs["permissionsBoundary"]).toContain("boundary");
    expect(statementsOf(role.inputs["assumeRolePolicy"])).toEqual([
      {
        Sid: "OwnSchedules",
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnEquals: { "aws:SourceArn": graph.named("operations-hours-group").outputs["arn"] },
        },
      },
    ]);
    expect(statementsOf(graph.named("operations-hours-caller-policy").inputs["policy"])).toEqual([
      {
        Sid: "NodeGroups",
        Effect: "Allow",
        Action: "eks:UpdateNodegroupConfig",
        Resource: ["arn:aws:eks:ap-northeast-2:123456789012:nodegroup/urr-dev/urr-dev-nodes/*"],
      },
      {
        Sid: "Databases",
        Effect: "Allow",
        Action: ["rds:StartDBInstance", "rds:StopDBInstance"],
        Resource: [database],
      },
    ]);
    for (const { inputs } of graph.ofType("aws:scheduler/schedule:Schedule")) {
      expect((inputs["target"] as Target).roleArn).toBe(role.outputs["arn"]);
    }
  });

  it("has no rights on databases where there are none", async () => {
    const graph = await build([]);
    expect(graph.ofType("aws:scheduler/schedule:Schedule")).toHaveLength(2);
    expect(statementsOf(graph.named("operations-hours-caller-policy").inputs["policy"])).toHaveLength(1);
  });
});

describe("the whole", () => {
  it("has names that AWS takes under the longest name of a stack", async () => {
    for (const { name, type } of (await build()).all()) {
      const rule = nameRules[type];
      if (rule === undefined) continue;
      expect(`urr-${"s".repeat(longestStack)}-${name}-abcdef`.length, name).toBeLessThanOrEqual(rule.longest);
    }
  });

  it("keeps every policy, or is excepted with a reason", async () => {
    const found = judge(asJudged((await build()).all()), allPolicies, exceptions);
    const open = found.filter(({ status, policy }) => status === "open" && policy !== "tags-on-everything");
    expect(open).toEqual([]);
  });
});
