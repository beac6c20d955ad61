import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { readEnvironment } from "../../../functions/event-router/environment";
import { ticketEventJsonSchema } from "../../../functions/ticket-events/json-schema";
import { ticketEventTypes } from "../../../functions/ticket-events/ticket-event";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph, statementsOf } from "../../../test/support/graph";
import { isAllowed } from "../../../test/support/iam";
import { alarmTopicArn, operations } from "../../../test/support/upstream";
import { policyDocument } from "../../policy-document";
import { Stream } from "../stream";
import { eventsSettings } from "../stream/settings";
import { EventBus } from "./index";
import { busSettings } from "./settings";

async function build(settings: z.input<typeof busSettings> = {}) {
  const { resources, problems, outputs } = await evaluateComponents(({ here, account }) => {
    const upstream = { environment: { prefix: "urr-test", protect: true }, account, operations };
    const stream = new Stream(
      "queueing-stream",
      { ...eventsSettings.parse({}), senders: ["ticket"], ...upstream },
      here,
    );
    const { enabled, ...given } = busSettings.parse({ enabled: true, ...settings });
    const bus = new EventBus("queueing-bus", { ...given, ...upstream, stream }, here);
    return { publisher: policyDocument(bus.publish()), busName: bus.busName };
  });
  expect(problems).toEqual([]);
  const graph = new Graph(resources);
  const arnOf = (name: string) => graph.named(name).outputs["arn"];
  return { graph, outputs, arnOf };
}

const busArn = "arn:aws:events:ap-northeast-2:123456789012:event-bus/urr-test-tickets";
const ruleArn = "arn:aws:events:ap-northeast-2:123456789012:rule/urr-test-tickets/to-stream";

describe("the event bus", () => {
  it("is there only where a stack asks for it: QUE-20", () => {
    expect(busSettings.parse({})).toEqual({ enabled: false, archiveDays: 30, routerConcurrency: 20 });
    expect(busSettings.safeParse({ archiveDays: 0 }).success).toBe(false);
    expect(busSettings.safeParse({ routerConcurrency: 0 }).success).toBe(false);
  });

  it("takes ticket events of senders, and nothing in the name of others: QUE-23", async () => {
    const { outputs } = await build();
    const may = (source: string, resource = busArn) =>
      isAllowed(
        { action: "events:PutEvents", resource, context: { "events:source": source } },
        { identity: [outputs["publisher"]] },
      );
    expect(may("urr.tickets")).toBe(true);
    expect(may("urr.payments")).toBe(false);
    expect(may("urr.tickets", busArn.replace("urr-test-tickets", "default"))).toBe(false);
  });

  it("keeps ticket events for a replay as long as the stack says", async () => {
    const { graph } = await build({ archiveDays: 7 });
    expect(graph.named("queueing-bus-archive").inputs).toMatchObject({
      eventSourceArn: busArn,
      retentionDays: 7,
      eventPattern: '{"source":["urr.tickets"]}',
    });
  });

  it("is encrypted with a key that EventBridge uses for this account alone, as are the events it keeps", async () => {
    const { graph, arnOf } = await build();
    const keyArn = arnOf("queueing-bus-key");
    expect(graph.named("queueing-bus-bus").inputs["kmsKeyIdentifier"]).toBe(keyArn);
    expect(graph.named("queueing-bus-archive").inputs["kmsKeyIdentifier"]).toBe(keyArn);
    const [, events] = statementsOf(graph.named("queueing-bus-key").inputs["policy"]);
    expect(events).toMatchObject({
      Principal: { Service: "events.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    });
  });

  it("tells senders what each event looks like: QUE-21", async () => {
    const { graph } = await build();
    const schemas = graph.ofType("aws:schemas/schema:Schema").map(({ inputs }) => inputs);
    expect(schemas.map(({ name }) => name).toSorted()).toEqual(
      ticketEventTypes.map((type) => `urr-test-tickets@${type}`).toSorted(),
    );
    for (const { content, name, registryName, type } of schemas) {
      const eventType = ticketEventTypes.find((one) => `urr-test-tickets@${one}` === name);
      expect(content).toBe(eventType === undefined ? undefined : ticketEventJsonSchema(eventType));
      expect([registryName, type]).toEqual(["urr-test-tickets", "JSONSchemaDraft4"]);
    }
  });
});

describe("the way from the bus to the stream", () => {
  it("leads every ticket event through the router, which may send, and is called by the rule alone: QUE-20, QUE-21", async () => {
    const { graph, arnOf } = await build({ routerConcurrency: 5 });
    const lambda = graph.named("queueing-bus-router-lambda-function");
    expect(lambda.inputs).toMatchObject({ name: "urr-test-event-router", reservedConcurrentExecutions: 5 });
    const { variables } = lambda.inputs["environment"] as { variables: Record<string, string> };
    expect(readEnvironment(variables)).toEqual({
      STREAM_QUEUE_URL: graph.named("queueing-stream-queue").outputs["url"],
    });
    const rights = graph.named("queueing-bus-router-lambda-role-policy").inputs["policy"];
    expect(
      isAllowed(
        { action: "sqs:SendMessage", resource: String(arnOf("queueing-stream-queue")), context: {} },
        { identity: [rights] },
      ),
    ).toBe(true);
    const rule = graph.named("queueing-bus-router-rule");
    expect(rule.inputs).toMatchObject({
      eventBusName: "urr-test-tickets",
      eventPattern: '{"source":["urr.tickets"]}',
    });
    expect(graph.named("queueing-bus-router-permission").inputs).toMatchObject({
      function: "urr-test-event-router",
      principal: "events.amazonaws.com",
      sourceArn: rule.outputs["arn"],
    });
  });

  it("parks what does not arrive, whoever gives it up: EventBridge or the router", async () => {
    const { graph, arnOf } = await build();
    const parking = arnOf("queueing-bus-parking-queue");
    const { inputs, dependencies } = graph.named("queueing-bus-router-target");
    expect(inputs).toMatchObject({
      rule: graph.named("queueing-bus-router-rule").inputs["name"],
      arn: arnOf("queueing-bus-router-lambda-function"),
      deadLetterConfig: { arn: parking },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
    });
    expect(dependencies).toContain(graph.named("queueing-bus-router-permission").urn);
    expect(graph.named("queueing-bus-bus").inputs["deadLetterConfig"]).toEqual({ arn: parking });
    expect(graph.named("queueing-bus-router-lambda-failures").inputs).toMatchObject({
      maximumEventAgeInSeconds: 21_600,
      destinationConfig: { onFailure: { destination: parking } },
    });
  });

  it("lets EventBridge park events of this bus and its rules only, and nobody without TLS", async () => {
    const { graph, arnOf } = await build();
    const [allowed, denied] = statementsOf(graph.named("queueing-bus-parking-policy").inputs["policy"]);
    expect(allowed).toMatchObject({
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: arnOf("queueing-bus-parking-queue"),
    });
    const asIdentity = { ...allowed, Principal: undefined };
    const mayPark = (source: string) =>
      isAllowed(
        {
          action: "sqs:SendMessage",
          resource: String(arnOf("queueing-bus-parking-queue")),
          context: { "aws:SourceArn": source },
        },
        { identity: [{ Statement: [asIdentity] }] },
      );
    expect([busArn, ruleArn].map(mayPark)).toEqual([true, true]);
    expect(mayPark(ruleArn.replace("urr-test-tickets", "other"))).toBe(false);
    expect(denied).toMatchObject({ Sid: "TlsOnly", Effect: "Deny" });
    expect(graph.named("queueing-bus-parking-queue").inputs).toMatchObject({
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: 1_209_600,
    });
  });
});

describe("alarms on the bus", () => {
  it("tell of events that were parked, that EventBridge could not hand over, and that wait for the router", async () => {
    const { graph } = await build();
    const common = { threshold: 0, alarmActions: [alarmTopicArn], okActions: [alarmTopicArn] };
    expect(graph.named("queueing-bus-parking-filled").inputs).toMatchObject({
      ...common,
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: graph.named("queueing-bus-parking-queue").inputs["name"] },
    });
    expect(graph.named("queueing-bus-alarms-failed-invocations").inputs).toMatchObject({
      ...common,
      metricName: "FailedInvocations",
      dimensions: {
        EventBusName: "urr-test-tickets",
        RuleName: graph.named("queueing-bus-router-rule").inputs["name"],
      },
    });
    expect(graph.named("queueing-bus-alarms-router-throttles").inputs).toMatchObject({
      ...common,
      metricName: "Throttles",
      dimensions: { FunctionName: "urr-test-event-router" },
      evaluationPeriods: 3,
    });
  });
});
