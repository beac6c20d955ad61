import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aTicketEvent } from "../../test/support/ticketing/an-event";
import { startSqs, type LocalSqs } from "../../test/support/ticketing/sqs";
import { Deployed } from "../../test/support/waiting-room/deployed";
import { bundleFunction } from "../bundle";
import { ticketEventTypes } from "../ticket-events/ticket-event";
import { readEnvironment } from "./environment";

let sqs: LocalSqs;
let lambda: Deployed;
beforeAll(async () => {
  sqs = await startSqs();
  lambda = await Deployed.start(bundleFunction("event-router"), {
    AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    STREAM_QUEUE_URL: sqs.queueUrl,
  });
});
afterAll(async () => {
  await lambda.stop();
  await sqs.stop();
});

const onBus = (detail: object) => ({ version: "0", source: "urr.tickets", "detail-type": "any", detail });

describe("the function in a process of its own, as it is bundled", () => {
  it("hands every type of event on under its own id: QUE-20", async () => {
    const events = ticketEventTypes.map((type) => aTicketEvent(type, { section: type }));
    for (const event of events) await lambda.invoke(onBus(event));
    const { Messages = [] } = await sqs.client.send(
      new ReceiveMessageCommand({
        QueueUrl: sqs.queueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ["MessageDeduplicationId"],
      }),
    );
    const received = Messages.map(({ Body = "", Attributes }) => [Attributes?.MessageDeduplicationId, Body]);
    expect(new Map(received.map(([id, body]) => [id, JSON.parse(body ?? "") as unknown]))).toEqual(
      new Map(events.map((event) => [event.id, event])),
    );
  });

  it("says why it hands one not on, and no value of it", async () => {
    const event = { ...aTicketEvent("payment.succeeded"), currency: "a-value" };
    await expect(lambda.invoke(onBus(event))).rejects.toThrow("malformed: currency");
    expect(lambda.logs).toContain("malformed: currency");
    expect(lambda.logs).not.toContain("a-value");
  });

  it.each([{}, { STREAM_QUEUE_URL: "not a URL" }])(
    "does not start with %j for its environment",
    (variables) => {
      expect(() => readEnvironment(variables)).toThrow("STREAM_QUEUE_URL");
    },
  );
});
