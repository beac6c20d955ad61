import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph, statementsOf } from "../../../test/support/graph";
import { isAllowed } from "../../../test/support/iam";
import { alarmTopicArn, operations } from "../../../test/support/upstream";
import { policyDocument } from "../../policy-document";
import { Stream } from "./index";
import { eventsSettings, sendersSetting } from "./settings";

interface Case {
  readonly settings?: z.input<typeof eventsSettings>;
  readonly senders?: readonly string[];
  readonly protect?: boolean;
}

async function build({
  settings = {},
  senders = sendersSetting.parse(undefined),
  protect = true,
}: Case = {}) {
  const { resources, problems, outputs } = await evaluateComponents(({ here, account }) => {
    const environment = { prefix: "urr-test", protect };
    const stream = new Stream(
      "queueing-stream",
      { ...eventsSettings.parse(settings), senders, environment, account, operations },
      here,
    );
    return {
      events: stream.events,
      deadLetters: stream.deadLetters,
      sender: policyDocument(stream.grantsFor("ticket")),
      worker: policyDocument(stream.consume()),
      others: stream.grantsFor("payment"),
      queueService: stream.grantsFor("queue"),
    };
  });
  expect(problems).toEqual([]);
  const graph = new Graph(resources);
  const [queue, dlq] = ["queue", "dlq"].map((part) => graph.named(`queueing-stream-${part}`).inputs);
  return { graph, queue, dlq, outputs };
}

const arn = "arn:aws:sqs:ap-northeast-2:123456789012:urr-test-ticket-events.fifo";
const dlqArn = "arn:aws:sqs:ap-northeast-2:123456789012:urr-test-ticket-events-dlq.fifo";

describe("the queue of ticket events", () => {
  it("keeps each group in its order, sends nothing twice, and waits for messages: QUE-01, UNS-01, KDAT-23", async () => {
    const { queue } = await build();
    expect(queue).toMatchObject({
      name: "urr-test-ticket-events.fifo",
      fifoQueue: true,
      contentBasedDeduplication: true,
      deduplicationScope: "messageGroup",
      fifoThroughputLimit: "perMessageGroupId",
      receiveWaitTimeSeconds: 20,
    });
  });

  it("hides a message for six times as long as a batch may take, and keeps it for four days: UNS-01", async () => {
    const { queue } = await build();
    expect(queue).toMatchObject({ visibilityTimeoutSeconds: 180, messageRetentionSeconds: 345_600 });
    expect((await build({ settings: { retentionDays: 7 } })).queue).toMatchObject({
      messageRetentionSeconds: 604_800,
    });
  });

  it("gives up what fails again and again to a queue that takes from it alone: QUE-02, UNS-01", async () => {
    const { graph, queue, dlq } = await build({ settings: { maxReceives: 7 } });
    expect(dlq).toMatchObject({
      name: "urr-test-ticket-events-dlq.fifo",
      fifoQueue: true,
      messageRetentionSeconds: 1_209_600,
    });
    expect(dlq).not.toHaveProperty("redrivePolicy");
    expect(JSON.parse(String(queue?.["redrivePolicy"]))).toEqual({
      deadLetterTargetArn: dlqArn,
      maxReceiveCount: 7,
    });
    const allowed = graph.named("queueing-stream-dlq-source").inputs;
    expect(JSON.parse(String(allowed["redriveAllowPolicy"]))).toEqual({
      redrivePermission: "byQueue",
      sourceQueueArns: [arn],
    });
  });

  it("is encrypted with a key of its own, as is what was given up", async () => {
    const { graph, queue, dlq } = await build();
    const key = graph.named("queueing-stream-key");
    expect(key.inputs).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
    for (const one of [queue, dlq]) {
      expect(one).toMatchObject({ kmsMasterKeyId: key.outputs["arn"], kmsDataKeyReusePeriodSeconds: 3_600 });
    }
    const { graph: disposable } = await build({ protect: false });
    expect(disposable.named("queueing-stream-key").inputs["deletionWindowInDays"]).toBe(7);
  });
});

describe("the right to send", () => {
  const context = { "kms:ViaService": "sqs.ap-northeast-2.amazonaws.com" };
  const mayUse = (action: string, resource: string, document: unknown) =>
    isAllowed({ action, resource, context }, { identity: [document] });

  it("belongs to the services that are named, both of the documents' unless set: CON-16, KCON-29", async () => {
    const { outputs } = await build();
    expect(mayUse("sqs:SendMessage", arn, outputs["sender"])).toBe(true);
    expect(mayUse("sqs:SendMessage", dlqArn, outputs["sender"])).toBe(false);
    expect(mayUse("sqs:ReceiveMessage", arn, outputs["sender"])).toBe(false);
    expect(outputs["queueService"]).not.toEqual([]);
    expect(outputs["others"]).toEqual([]);
    const { outputs: one } = await build({ senders: ["ticket"] });
    expect(one["queueService"]).toEqual([]);
  });

  it("is a service's own: the queues' policies allow nobody, and nothing without TLS: CON-12, CLU-34, KPLT-24, QUE-03, WEA-24", async () => {
    const { graph } = await build();
    for (const [part, own] of [
      ["queue", arn],
      ["dlq", dlqArn],
    ] as const) {
      const policy = graph.named(`queueing-stream-${part}-policy`);
      expect(policy.inputs["queueUrl"]).toBe(graph.named(`queueing-stream-${part}`).outputs["url"]);
      expect(statementsOf(policy.inputs["policy"])).toEqual([
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: own,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]);
    }
  });

  it("comes with the use of the key through SQS, and not otherwise", async () => {
    const { graph, outputs } = await build();
    const key = String(graph.named("queueing-stream-key").outputs["arn"]);
    for (const holder of ["sender", "worker"]) {
      expect(mayUse("kms:GenerateDataKey", key, outputs[holder])).toBe(true);
      expect(mayUse("kms:Decrypt", key, outputs[holder])).toBe(true);
      expect(
        isAllowed({ action: "kms:Decrypt", resource: key, context: {} }, { identity: [outputs[holder]] }),
      ).toBe(false);
    }
  });

  it("is not the worker's, who receives, and sends what it gives up: QUE-03", async () => {
    const { worker } = (await build()).outputs;
    for (const action of ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]) {
      expect(mayUse(action, arn, worker)).toBe(true);
    }
    expect(mayUse("sqs:SendMessage", arn, worker)).toBe(false);
    expect(mayUse("sqs:SendMessage", dlqArn, worker)).toBe(true);
    expect(mayUse("sqs:ReceiveMessage", dlqArn, worker)).toBe(false);
  });

  it("goes with the address and the name of the queue", async () => {
    const { graph, outputs } = await build();
    expect(outputs["events"]).toEqual({
      url: graph.named("queueing-stream-queue").outputs["url"],
      arn,
      name: "urr-test-ticket-events.fifo",
    });
    expect(outputs["deadLetters"]).toMatchObject({ arn: dlqArn });
  });
});

describe("alarms on the queues", () => {
  it("tell of the first message given up, and of one that waits longer than ten minutes: OBS-01, OBS-02, OPS-01, OPS-02, QUE-04", async () => {
    const { graph } = await build();
    const alarm = (part: string) => graph.named(`queueing-stream-alarms-ticket-events-${part}`).inputs;
    const common = {
      namespace: "AWS/SQS",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      okActions: [alarmTopicArn],
    };
    expect(alarm("dlq-messages")).toMatchObject({
      ...common,
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "urr-test-ticket-events-dlq.fifo" },
      threshold: 0,
    });
    expect(alarm("message-age")).toMatchObject({
      ...common,
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: "urr-test-ticket-events.fifo" },
      threshold: 600,
    });
  });

  it("can be later, or switched off: QUE-04", async () => {
    const { graph } = await build({ settings: { maxAgeSeconds: 60 } });
    expect(graph.named("queueing-stream-alarms-ticket-events-message-age").inputs["threshold"]).toBe(60);
    const { graph: silent } = await build({ settings: { alarms: false } });
    expect(silent.ofType("aws:cloudwatch/metricAlarm:MetricAlarm")).toEqual([]);
  });
});
