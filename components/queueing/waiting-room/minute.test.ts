import { describe, expect, it } from "vitest";
import { alarmTopicArn } from "../../../test/support/upstream";
import { statementsOf } from "../../../test/support/graph";
import { isAllowed, mayAssume } from "../../../test/support/iam";
import { waitingRoomCloud } from "../../../test/support/waiting-room/cloud";

const room = "queueing-waiting-room";

const minutes = [
  ["lines", "controller", 0],
  ["keys", "rotation", 2],
] as const;

describe("what runs each minute", () => {
  it.each(minutes)(
    "%s: the schedule calls %s, tries again %i times, and puts what could not be called aside: QUE-33",
    async (schedule, part, retries) => {
      const { graph } = await waitingRoomCloud();
      const failures = graph.named(`${room}-failures-queue`).outputs["arn"];
      expect(graph.named(`${room}-${schedule}-schedule`).inputs).toMatchObject({
        scheduleExpression: "rate(1 minute)",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: graph.named(`${room}-${part}-function`).outputs["arn"],
          roleArn: graph.named(`${room}-${schedule}-caller-role`).outputs["arn"],
          input: "{}",
          retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: retries },
          deadLetterConfig: { arn: failures },
        },
      });
      expect(graph.named(`${room}-${part}-failures`).inputs).toMatchObject({
        maximumRetryAttempts: retries,
        destinationConfig: { onFailure: { destination: failures } },
      });
    },
  );

  it.each(minutes)(
    "%s: its role calls that one function, for schedules of ours only",
    async (schedule, part) => {
      const { graph } = await waitingRoomCloud();
      const { assumeRolePolicy } = graph.named(`${room}-${schedule}-caller-role`).inputs;
      const policy = graph.named(`${room}-${schedule}-caller-policy`).inputs["policy"];
      const calls = (one: string) =>
        isAllowed(
          {
            action: "lambda:InvokeFunction",
            resource: String(graph.named(`${room}-${one}-function`).outputs["arn"]),
            context: {},
          },
          { identity: [policy] },
        );
      expect(["api", "controller", "rotation"].filter(calls)).toEqual([part]);
      const assumedFor = (group: string) =>
        mayAssume(JSON.parse(String(assumeRolePolicy)), {
          action: "sts:AssumeRole",
          principal: "Service:scheduler.amazonaws.com",
          context: { "aws:SourceAccount": "123456789012", "aws:SourceArn": group },
        });
      const own = String(graph.named(`${room}-minute`).outputs["arn"]);
      expect([assumedFor(own), assumedFor(`${own}-2`)]).toEqual([true, false]);
    },
  );

  it("begins with one run that makes the first keys, after the edge's store and its own rights are there", async () => {
    const { graph } = await waitingRoomCloud();
    const first = graph.named(`${room}-first-keys`);
    expect(first.inputs).toMatchObject({
      functionName: "urr-test-key-rotation",
      input: "{}",
      triggers: { store: graph.named(`${room}-gate`).outputs["arn"] },
    });
    expect(first.dependencies).toContain(graph.named(`${room}-rest-stage`).urn);
    expect(graph.named(`${room}-keys-schedule`).dependencies).toContain(first.urn);
  });

  it("tells at once of a failure that was put aside, for 14 days and to nobody without TLS", async () => {
    const { graph } = await waitingRoomCloud();
    const queue = graph.named(`${room}-failures-queue`);
    expect(queue.inputs).toMatchObject({ messageRetentionSeconds: 1_209_600, sqsManagedSseEnabled: true });
    expect(queue.inputs).not.toHaveProperty("fifoQueue");
    expect(statementsOf(graph.named(`${room}-failures-policy`).inputs["policy"])).toMatchObject([
      { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
    expect(graph.named(`${room}-failures-filled`).inputs).toMatchObject({
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queue.outputs["name"] },
      threshold: 0,
      alarmActions: [alarmTopicArn],
    });
  });
});

describe("the edge's store", () => {
  it("is made empty, and written by rotation alone: what it is told is in no state", async () => {
    const { graph, exposed } = await waitingRoomCloud();
    const store = graph.named(`${room}-gate`);
    expect(store.inputs).toMatchObject({ name: "urr-test-waiting-room-gate" });
    expect(exposed.keyValueStore).toEqual({ arn: store.outputs["arn"], id: store.id });
    const writers = (["api", "controller", "rotation"] as const).filter((part) =>
      isAllowed(
        {
          action: "cloudfront-keyvaluestore:UpdateKeys",
          resource: String(store.outputs["arn"]),
          context: {},
        },
        { identity: [graph.named(`${room}-${part}-role-policy`).inputs["policy"]] },
      ),
    );
    expect(writers).toEqual(["rotation"]);
    expect(graph.all().filter(({ type }) => /keyvaluestoreKey/i.test(type))).toEqual([]);
  });
});
