import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSqs, type LocalSqs } from "../../test/support/ticketing/sqs";
import { judgeMessage } from "../ticket-worker/judge-message";
import { NotRoutable, route } from "./route";

const held = (id: string, section: string) => ({
  version: 1,
  id,
  type: "reservation.held",
  at: "2026-11-01T11:00:00.000Z",
  event: "autumn-tour",
  section,
  reservation: "0193f3a8-54b6-7c3e-8d2f-5a1b2c3d4e5f",
  user: "u1",
  seats: ["A-1"],
  heldUntil: "2026-11-01T11:10:00.000Z",
});
const published = (detail: unknown) => ({
  version: "0",
  id: "7bf73129-1428-4cd3-a780-95db273d1602",
  "detail-type": "reservation.held",
  source: "urr.tickets",
  detail,
});
const [first, second] = ["0193f3a8-54b6-7c3e-8d2f-5a1b2c3d4e01", "0193f3a8-54b6-7c3e-8d2f-5a1b2c3d4e02"];

describe("the event router", () => {
  let sqs: LocalSqs;
  beforeAll(async () => (sqs = await startSqs()));
  afterAll(() => sqs.stop());

  const deps = () => ({ client: sqs.client, queueUrl: sqs.queueUrl });
  const receive = async () => {
    const { Messages = [] } = await sqs.client.send(
      new ReceiveMessageCommand({
        QueueUrl: sqs.queueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ["All"],
      }),
    );
    for (const { ReceiptHandle } of Messages) {
      await sqs.client.send(new DeleteMessageCommand({ QueueUrl: sqs.queueUrl, ReceiptHandle }));
    }
    return Messages;
  };

  it("sends what was published on to the stream, in the group that the worker asks for, and a repetition once: QUE-20, QUE-23", async () => {
    for (const detail of [held(first, "A"), held(second, "B"), held(first, "A")]) {
      await route(published(detail), deps());
    }

    const messages = await receive();
    expect(messages.map(({ Attributes }) => Attributes?.MessageGroupId).toSorted()).toEqual([
      "autumn-tour#A",
      "autumn-tour#B",
    ]);
    for (const { Attributes, Body = "" } of messages) {
      const MessageGroupId = Attributes?.MessageGroupId ?? "";
      const attributes = { MessageGroupId } as Parameters<typeof judgeMessage>[0]["attributes"];
      expect(judgeMessage({ body: Body, attributes })).toHaveProperty("event");
    }
  });

  it.each([
    ["nothing at all", undefined, "the event has no detail"],
    ["an event without detail", { source: "urr.tickets" }, "the event has no detail"],
    ["another version", published({ ...held(first, "A"), version: 2 }), /^unknown version: /],
    ["another type", published({ ...held(first, "A"), type: "seat.sold" }), /^unknown type: /],
    ["a field too few", published({ ...held(first, "A"), seats: undefined }), /^malformed: seats/],
    ["a section that could not be a group", published(held(first, "A B")), /^malformed: section/],
  ])("throws with the reason for %s, and sends nothing", async (_, event, reason) => {
    const refused = route(event, deps());
    await expect(refused).rejects.toThrow(NotRoutable);
    await expect(refused).rejects.toThrow(reason);
    expect(await receive()).toEqual([]);
  });

  it("throws where the stream takes nothing, so that Lambda tries again and parks it", async () => {
    const gone = { ...deps(), queueUrl: `${sqs.queueUrl}-gone` };
    await expect(route(published(held(second, "C")), gone)).rejects.toThrow(/queue|exist/i);
  });
});
