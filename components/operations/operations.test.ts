import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { evaluateComponents } from "../../test/support/evaluate-component";
import { Graph, statementsOf } from "../../test/support/graph";
import { readEnvironment } from "../../functions/alarm-forwarder/environment";
import { Operations } from "./index";
import { operationsSettings } from "./settings";

interface Case {
  readonly settings?: z.input<typeof operationsSettings>;
  readonly protect?: boolean;
  readonly secrets?: Record<string, string>;
}

async function build({ settings = {}, protect = true, secrets = {} }: Case = {}) {
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    const values = Object.fromEntries(
      Object.entries(secrets).map(([key, value]) => [key, pulumi.secret(value)]),
    );
    const environment = { prefix: "urr-test", protect };
    new Operations(
      "operations",
      { ...operationsSettings.parse(settings), environment, account, secrets: values },
      here,
    );
  });
  expect(problems).toEqual([]);
  return new Graph(resources);
}

describe("the log archive", () => {
  it("moves logs to infrequent access after 30 days, to Glacier after 90, and forgets them when the stack says so: DAT-72, CON-22", async () => {
    const graph = await build({ settings: { retentionDays: { archive: 400 } } });
    expect(graph.named("operations-archive-lifecycle").inputs["rules"]).toMatchObject([
      {
        status: "Enabled",
        filter: { prefix: "" },
        transitions: [
          { days: 30, storageClass: "STANDARD_IA" },
          { days: 90, storageClass: "GLACIER" },
        ],
        expiration: { days: 400 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
  });

  it("spares a class that is paid for longer than the logs are kept", async () => {
    const classesAt = async (archive: number) => {
      const graph = await build({ settings: { retentionDays: { archive } } });
      const [rule] = graph.named("operations-archive-lifecycle").inputs["rules"] as {
        transitions: { storageClass: string }[];
      }[];
      return rule?.transitions.map(({ storageClass }) => storageClass);
    };
    expect(await classesAt(30)).toEqual([]);
    expect(await classesAt(60)).toEqual(["STANDARD_IA"]);
    expect(await classesAt(179)).toEqual(["STANDARD_IA"]);
    expect(await classesAt(180)).toEqual(["STANDARD_IA", "GLACIER"]);
  });

  it("is closed to the public, takes TLS only and is encrypted with keys that every log service can deliver to", async () => {
    const graph = await build();
    expect(graph.named("operations-archive-public-access").inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(graph.named("operations-archive-ownership").inputs["rule"]).toEqual({
      objectOwnership: "BucketOwnerEnforced",
    });
    expect(graph.named("operations-archive-encryption").inputs["rules"]).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
    const statements = statementsOf(graph.named("operations-archive-policy").inputs["policy"]);
    const tls = statements.find(({ Effect }) => Effect === "Deny");
    expect(tls).toMatchObject({
      Principal: "*",
      Action: "s3:*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("lets the log delivery, the buckets and the load balancers of this account write, and nobody else: OBS-25", async () => {
    const graph = await build();
    const allowed = statementsOf(graph.named("operations-archive-policy").inputs["policy"]).filter(
      ({ Effect }) => Effect === "Allow",
    );
    expect(allowed.map(({ Action }) => Action)).toEqual([
      "s3:PutObject",
      ["s3:GetBucketAcl", "s3:ListBucket"],
      "s3:PutObject",
      "s3:PutObject",
    ]);
    expect(allowed.map(({ Principal }) => Principal)).toEqual([
      { Service: "delivery.logs.amazonaws.com" },
      { Service: "delivery.logs.amazonaws.com" },
      { Service: "logging.s3.amazonaws.com" },
      { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    ]);
    expect(allowed[2]?.["Resource"]).toBe(
      `${String(graph.named("operations-archive-bucket").outputs["arn"])}/s3-access/*`,
    );
    // Load balancers name no source; the account's number is in the path they write to.
    expect(allowed[3]?.["Resource"]).toBe(
      `${String(graph.named("operations-archive-bucket").outputs["arn"])}/load-balancers/AWSLogs/123456789012/*`,
    );
    for (const statement of allowed.slice(0, 3)) {
      expect(statement["Condition"]).toMatchObject({ StringEquals: { "aws:SourceAccount": "123456789012" } });
    }
  });

  it("can be destroyed with its logs only where nothing is protected", async () => {
    expect((await build()).named("operations-archive-bucket").inputs["forceDestroy"]).toBe(false);
    expect((await build({ protect: false })).named("operations-archive-bucket").inputs["forceDestroy"]).toBe(
      true,
    );
  });
});

describe("the alarm topic", () => {
  it("tells the configured address and is encrypted with a key that alarms may use: OBS-13", async () => {
    const graph = await build({ settings: { alarmEmail: "oncall@urr.example.com" } });
    const topic = graph.named("operations-alarms-topic");
    const key = graph.named("operations-key");
    expect(topic.inputs["kmsMasterKeyId"]).toBe(key.outputs["arn"]);
    expect(graph.named("operations-alarms-email").inputs).toMatchObject({
      topic: topic.outputs["arn"],
      protocol: "email",
      endpoint: "oncall@urr.example.com",
    });
    const alarms = statementsOf(key.inputs["policy"]).find(({ Sid }) => Sid === "AlarmsToTheirTopic");
    expect(alarms).toMatchObject({
      Principal: { Service: ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    });
  });

  it("has no subscription where nobody is named", async () => {
    expect((await build()).ofType("aws:sns/topicSubscription:TopicSubscription")).toEqual([]);
  });

  it("takes messages from alarms and databases of this account over TLS only", async () => {
    const graph = await build();
    const [allow, databases, deny] = statementsOf(
      graph.named("operations-alarms-topic-policy").inputs["policy"],
    );
    expect(allow?.["Condition"]).toEqual({
      ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:*" },
      StringEquals: { "aws:SourceAccount": "123456789012" },
    });
    expect(databases).toMatchObject({
      Principal: { Service: "events.rds.amazonaws.com" },
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:rds:ap-northeast-2:123456789012:*" },
        StringEquals: { "aws:SourceAccount": "123456789012" },
      },
    });
    expect(deny).toMatchObject({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
  });
});

describe("the key of Operations", () => {
  it("rotates, and opens log groups of this account and region alone", async () => {
    const graph = await build();
    const key = graph.named("operations-key").inputs;
    expect(key).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
    const logs = statementsOf(key["policy"]).find(({ Sid }) => Sid === "LogGroupsOfThisAccount");
    expect(logs).toMatchObject({
      Principal: { Service: "logs.ap-northeast-2.amazonaws.com" },
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:ap-northeast-2:123456789012:log-group:*",
        },
      },
    });
  });
});

describe("an operator's secret", () => {
  it("gets a home in Secrets Manager under the prefix and travels marked as secret", async () => {
    const graph = await build({ secrets: { discordWebhook: "https://discord.example/hook" } });
    expect(graph.named("operations-secrets-discord-webhook").inputs).toMatchObject({
      name: "urr-test/discord-webhook",
      kmsKeyId: graph.named("operations-key").outputs["arn"],
      recoveryWindowInDays: 30,
    });
    expect(graph.named("operations-secrets-discord-webhook-value").secretPaths).toContain("secretString");
  });

  it("can be made again at once under the same name where nothing is protected", async () => {
    const graph = await build({ secrets: { tossClientKey: "k" }, protect: false });
    expect(graph.named("operations-secrets-toss-client-key").inputs["recoveryWindowInDays"]).toBe(0);
  });
});

describe("the way to Discord", () => {
  const named = "operations-forwarder-discord";

  it("is not there unless somebody has given a webhook", async () => {
    expect(
      (await build({ secrets: { tossClientKey: "test-key" } })).ofType("aws:lambda/function:Function"),
    ).toEqual([]);
  });

  it("is a function on the alarm topic that reads the webhook as it runs, and may read no other secret", async () => {
    const graph = await build({ secrets: { discordWebhook: "synthetic", tossClientKey: "test-key" } });
    const secret = graph.named("operations-secrets-discord-webhook").outputs["arn"];
    const topic = graph.named("operations-alarms-topic").outputs["arn"];
    const lambda = graph.named(`${named}-function`);
    const { variables } = lambda.inputs["environment"] as { readonly variables: Record<string, string> };
    expect(readEnvironment(variables)).toEqual({ DISCORD_SECRET: secret });
    expect(JSON.stringify(lambda.inputs)).not.toContain("synthetic");

    const rights = statementsOf(graph.named(`${named}-role-policy`).inputs["policy"]);
    expect(rights.filter(({ Action }) => JSON.stringify(Action).includes("secretsmanager"))).toMatchObject([
      { Action: "secretsmanager:GetSecretValue", Resource: secret },
    ]);
    expect(graph.named("operations-forwarder-from-topic").inputs).toMatchObject({
      principal: "sns.amazonaws.com",
      sourceArn: topic,
    });
    expect(graph.named("operations-forwarder-subscription").inputs).toMatchObject({
      topic,
      protocol: "lambda",
      endpoint: lambda.outputs["arn"],
    });
  });

  it("tells by mail, and so on the topic, when Discord takes nothing", async () => {
    const graph = await build({ secrets: { discordWebhook: "synthetic" } });
    expect(graph.named("operations-forwarder-errors").inputs).toMatchObject({
      metricName: "Errors",
      dimensions: { FunctionName: graph.named(`${named}-function`).outputs["name"] },
      threshold: 0,
      alarmActions: [graph.named("operations-alarms-topic").outputs["arn"]],
    });
  });
});
