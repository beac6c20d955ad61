import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../../functions/key-rotation/environment";
import { orderOf } from "../../../test/support/order";
import { statementsOf } from "../../../test/support/graph";
import { isAllowed, mayAssume } from "../../../test/support/iam";
import { variablesOf, waitingRoomCloud } from "../../../test/support/waiting-room/cloud";

const room = "queueing-room";

const minutes = [
  ["lines", 0],
  ["keys", 2],
] as const;

describe("what runs each minute", () => {
  it.each(minutes)(
    "%s: the schedule calls their function, tries again %i times, and puts what could not be called aside: QUE-33",
    async (part, retries) => {
      const { graph } = await waitingRoomCloud();
      const failures = graph.named(`${room}-failures-queue`).outputs["arn"];
      expect(graph.named(`${room}-minute-${part}`).inputs).toMatchObject({
        scheduleExpression: "rate(1 minute)",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: graph.named(`${room}-${part}-function`).outputs["arn"],
          roleArn: graph.named(`${room}-minute-caller-role`).outputs["arn"],
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

  it("is called in a role that calls the two functions and nothing else, for schedules of ours only", async () => {
    const { graph } = await waitingRoomCloud();
    const { assumeRolePolicy } = graph.named(`${room}-minute-caller-role`).inputs;
    const policy = graph.named(`${room}-minute-caller-policy`).inputs["policy"];
    const calls = (one: string) =>
      isAllowed(
        {
          action: "lambda:InvokeFunction",
          resource: String(graph.named(`${room}-${one}-function`).outputs["arn"]),
          context: {},
        },
        { identity: [policy] },
      );
    expect(["api", "lines", "keys"].filter(calls)).toEqual(["lines", "keys"]);
    const assumedFor = (group: string) =>
      mayAssume(JSON.parse(String(assumeRolePolicy)), {
        action: "sts:AssumeRole",
        principal: "Service:scheduler.amazonaws.com",
        context: { "aws:SourceAccount": "123456789012", "aws:SourceArn": group },
      });
    const own = String(graph.named(`${room}-minute-group`).outputs["arn"]);
    expect([assumedFor(own), assumedFor(`${own}-2`)]).toEqual([true, false]);
  });

  it("begins with one run that makes the first keys, after the edge's store and its own rights are there", async () => {
    const { graph } = await waitingRoomCloud();
    const first = graph.named(`${room}-first-keys`);
    expect(first.inputs).toMatchObject({
      functionName: "urr-test-key-rotation",
      input: "{}",
      triggers: { gate: graph.named(`${room}-gate-store`).outputs["arn"] },
    });
    expect(first.dependencies).toContain(graph.named(`${room}-rest-stage`).urn);
    expect(graph.named(`${room}-minute-keys`).dependencies).toContain(first.urn);
  });

  it("is told of by alarms that begin with it, since before it all is silent", async () => {
    const { graph } = await waitingRoomCloud();
    for (const part of ["lines", "keys"] as const) {
      const alarm = part === "lines" ? "controller-silent" : "rotation-silent";
      expect(graph.named(`${room}-alarms-${alarm}`).dependencies.length).toBeGreaterThan(0);
      expect(orderOf(graph.all())(graph.named(`${room}-alarms-${alarm}`))).toContain(
        graph.named(`${room}-minute-${part}`),
      );
    }
  });

  it("puts what failed aside, for 14 days and to nobody without TLS, and wakes nobody for it", async () => {
    const { graph } = await waitingRoomCloud();
    const queue = graph.named(`${room}-failures-queue`);
    expect(queue.inputs).toMatchObject({ messageRetentionSeconds: 1_209_600, sqsManagedSseEnabled: true });
    expect(queue.inputs).not.toHaveProperty("fifoQueue");
    expect(statementsOf(graph.named(`${room}-failures-policy`).inputs["policy"])).toMatchObject([
      { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
    const watched = graph
      .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
      .map(({ inputs }) => inputs["dimensions"]);
    expect(watched).not.toContainEqual({ QueueName: queue.outputs["name"] });
  });
});

describe("the edge's store", () => {
  it("is made empty, and written by rotation alone: what it is told is in no state", async () => {
    const { graph, exposed } = await waitingRoomCloud();
    const store = graph.named(`${room}-gate-store`);
    expect(store.inputs).toMatchObject({ name: "urr-test-waiting-room-gate" });
    expect(exposed.keyValueStore).toEqual({ arn: store.outputs["arn"], id: store.id });
    const writers = (["api", "lines", "keys"] as const).filter((part) =>
      isAllowed(
        {
          action: "cloudfront-keyvaluestore:UpdateKeys",
          resource: String(store.outputs["arn"]),
          context: {},
        },
        { identity: [graph.named(`${room}-${part}-role-policy`).inputs["policy"]] },
      ),
    );
    expect(writers).toEqual(["keys"]);
    expect(graph.all().filter(({ type }) => /keyvaluestoreKey/i.test(type))).toEqual([]);
  });

  it("is not there where there is no CloudFront, and rotation goes on without", async () => {
    const { graph, exposed } = await waitingRoomCloud({ origin: undefined });
    expect(exposed.keyValueStore).toBeUndefined();
    expect(graph.ofType("aws:cloudfront/keyValueStore:KeyValueStore")).toEqual([]);
    expect(readEnvironment(variablesOf(graph, "keys"))).not.toHaveProperty("GATE_STORE_ARN");
    expect(graph.named(`${room}-first-keys`).inputs["triggers"]).toEqual({ gate: "no gate" });
  });
});
