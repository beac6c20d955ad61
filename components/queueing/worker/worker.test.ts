import { describe, expect, it } from "vitest";
import { readInvocation } from "../../../functions/ticket-worker/invocation";
import { statementsOf } from "../../../test/support/graph";
import { orderOf } from "../../../test/support/order";
import { builtWorker } from "../../../test/support/queueing/built-worker";
import { alarmTopicArn } from "../../../test/support/upstream";
import { reconcileCall } from "./reconcile-call";

const name = (part: string) => `queueing-worker-${part}`;

describe("the worker", () => {
  it("is a function of 512 MB and 30 seconds, ten batches and a comparison at once, in the streaming tier, in a group of its own: ENV-16, QUE-05, QUE-06, QUE-08", async () => {
    const graph = await builtWorker();
    expect(graph.named(name("lambda-function")).inputs).toMatchObject({
      name: "urr-test-ticket-worker",
      memorySize: 512,
      timeout: 30,
      reservedConcurrentExecutions: 11,
      architectures: ["arm64"],
      vpcConfig: {
        subnetIds: ["subnet-streaming-a", "subnet-streaming-c"],
        securityGroupIds: [graph.named(name("reach-group")).id],
      },
    });
  });

  it("is traced, and logs for as long as the stack says: OBS-22, OBS-29, QUE-09", async () => {
    const graph = await builtWorker();
    expect(graph.named(name("lambda-function")).inputs["tracingConfig"]).toEqual({ mode: "Active" });
    expect(graph.named(name("lambda-logs")).inputs).toMatchObject({
      name: "/aws/lambda/urr-test-ticket-worker",
      retentionInDays: 90,
    });
  });

  it("takes ten messages at once without a window, ten batches side by side, and gives back only what failed: CAP-15, KDAT-23, PLT-01, QUE-07, QUE-10", async () => {
    const graph = await builtWorker();
    const { inputs } = graph.named(name("events"));
    expect(inputs).toEqual({
      eventSourceArn: graph.named("queueing-stream-queue").outputs["arn"],
      functionName: graph.named(name("lambda-function")).outputs["arn"],
      batchSize: 10,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: 10 },
      metricsConfig: { metrics: ["EventCount"] },
    });
    const five = await builtWorker({ settings: { maximumConcurrency: 5 } });
    expect(five.named(name("events")).inputs["scalingConfig"]).toEqual({ maximumConcurrency: 5 });
    expect(five.named(name("lambda-function")).inputs["reservedConcurrentExecutions"]).toBe(6);
  });

  it("has its queue hide a message for six times as long as it may work on it: UNS-01", async () => {
    const graph = await builtWorker();
    expect(graph.named("queueing-stream-queue").inputs["visibilityTimeoutSeconds"]).toBe(
      6 * Number(graph.named(name("lambda-function")).inputs["timeout"]),
    );
  });

  it("gets no message before it may read the queue and every way is open", async () => {
    const graph = await builtWorker({ settings: { kafka: true } });
    const before = [...orderOf(graph.all())(graph.named(name("events")))].map((one) => one.name);
    const ways = ["postgres", "redis", "kafka"].flatMap((store) => [`to-${store}`, `into-${store}`]);
    for (const part of [
      ...[name("lambda-role-policy"), "queueing-stream-queue-policy"],
      ...[...ways, "to-aws", "to-dynamodb"].map((way) => name(`reach-${way}`)),
    ]) {
      expect(before).toContain(part);
    }
  });
});

describe("the comparison of seat maps", () => {
  it("is asked for four times an hour, and lies in a queue where it has failed three times", async () => {
    const graph = await builtWorker();
    const lambda = graph.named(name("lambda-function"));
    const failures = graph.named(name("failures-queue"));
    expect(graph.named(name("maps-compare")).inputs).toMatchObject({
      scheduleExpression: "rate(15 minutes)",
      target: {
        arn: lambda.outputs["arn"],
        input: reconcileCall,
        roleArn: graph.named(name("maps-caller-role")).outputs["arn"],
        deadLetterConfig: { arn: failures.outputs["arn"] },
      },
    });
    expect(readInvocation(JSON.parse(reconcileCall))).toEqual({ reconciliation: {} });
    expect(graph.named(name("lambda-failures")).inputs).toMatchObject({
      functionName: "urr-test-ticket-worker",
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: failures.outputs["arn"] } },
    });
    expect(failures.inputs).not.toHaveProperty("fifoQueue");
    expect(statementsOf(graph.named(name("failures-policy")).inputs["policy"])).toMatchObject([
      { Sid: "TlsOnly", Effect: "Deny", Resource: failures.outputs["arn"] },
    ]);
  });

  it("that fails is told, but not where the database may be stopped at night", async () => {
    const graph = await builtWorker();
    expect(graph.named(name("failures-filled")).inputs).toMatchObject({
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: graph.named(name("failures-queue")).inputs["name"] },
      threshold: 0,
      alarmActions: [alarmTopicArn],
    });
    expect((await builtWorker({ protect: false })).has(name("failures-filled"))).toBe(false);
  });
});
