import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aTicketEvent } from "../../test/support/ticketing/an-event";
import { startSqs, type LocalSqs } from "../../test/support/ticketing/sqs";
import { Deployed } from "../../test/support/waiting-room/deployed";
import { bundleFunction } from "../bundle";
import { parseTicketEvent } from "../ticket-events/parse";
import { ticketEventTypes } from "../ticket-events/ticket-event";
import { readEnvironment } from "./environment";
import { NoTicketEvent, route } from "./route";

let sqs: LocalSqs;
beforeAll(async () => (sqs = await startSqs()));
afterAll(() => sqs.stop());

const onBus = (detail: unknown, source = "urr.tickets") => ({
  ...{ version: "0", id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718", "detail-type": "ticket event" },
  ...{ source, account: "123456789012", region: "ap-northeast-2", resources: [], detail },
});

const deps = () => ({ sqs: sqs.client, queueUrl: sqs.queueUrl });

/** All messages that wait, which are then invisible. */
async function received() {
  const command = new ReceiveMessageCommand({
    QueueUrl: sqs.queueUrl,
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ["MessageGroupId", "MessageDeduplicationId"],
  });
  const { Messages = [] } = await sqs.client.send(command);
  return Messages.map(({ Body = "", Attributes = {} }) => ({ body: Body, ...Attributes }));
}

describe("a ticket event of the bus", () => {
  it.each(ticketEventTypes)(
    "%s is handed on in the group of its section, under its own id: QUE-20, QUE-23",
    async (type) => {
      const event = aTicketEvent(type, { section: `section-of-${type}` });
      await route(onBus(event), deps());
      const [message, ...others] = await received();
      expect(others).toEqual([]);
      expect(message).toMatchObject({
        MessageGroupId: `autumn-tour#section-of-${type}`,
        MessageDeduplicationId: event.id,
      });
      expect(parseTicketEvent(message?.body ?? "")).toEqual({ event });
    },
  );

  it("that EventBridge delivers twice is one message", async () => {
    const event = aTicketEvent("reservation.expired", { section: "twice" });
    await route(onBus(event), deps());
    await route(onBus(event), deps());
    expect(await received()).toHaveLength(1);
    expect(await received()).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["nothing", undefined, "not from the bus"],
    ["of another source", onBus(aTicketEvent("reservation.expired"), "aws.s3"), "not from the bus"],
    ["without a detail", onBus(null), "not from the bus"],
    [
      "a detail that is a text",
      onBus(JSON.stringify(aTicketEvent("reservation.expired"))),
      "not from the bus",
    ],
    ["of another version", onBus({ ...aTicketEvent("reservation.expired"), version: 2 }), "unknown version"],
    ["of an unknown type", onBus({ ...aTicketEvent("reservation.expired"), type: "sold" }), "unknown type"],
    ["with a wrong section", onBus({ ...aTicketEvent("reservation.expired"), section: "a#b" }), "section: "],
    ["too large", onBus({ ...aTicketEvent("reservation.expired"), more: "x".repeat(70_000) }), "too large"],
  ])("that is none (%s) is refused with the reason, and none of it is sent", async (_, event, reason) => {
    await expect(route(event, deps())).rejects.toThrow(reason);
    await expect(route(event, deps())).rejects.toThrow(NoTicketEvent);
    expect(await received()).toEqual([]);
  });
});

describe("the function in a process of its own", () => {
  it("hands on what it can, and says of the rest why, without a value of it", async () => {
    const lambda = await Deployed.start(bundleFunction("event-router"), {
      AWS_ENDPOINT_URL_SQS: sqs.endpoint,
      STREAM_QUEUE_URL: sqs.queueUrl,
    });
    const event = aTicketEvent("payment.succeeded", { section: "deployed" });
    await lambda.invoke(onBus(event));
    expect(await received()).toHaveLength(1);
    await expect(lambda.invoke(onBus({ ...event, currency: "a-secret" }))).rejects.toThrow("currency: ");
    await lambda.stop();
    expect(lambda.logs).toContain("no ticket event: malformed (currency: ");
    expect(lambda.logs).not.toContain("a-secret");
  });

  it.each([{}, { STREAM_QUEUE_URL: "not a URL" }, { STREAM_QUEUE_URL: "https://sqs.example/events" }])(
    "does not start with %j for its environment",
    (variables) => {
      expect(() => readEnvironment(variables)).toThrow("STREAM_QUEUE_URL");
    },
  );
});
