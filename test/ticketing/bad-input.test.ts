import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { groupOf, type TicketEvent } from "../../functions/ticket-events/ticket-event";
import { databaseOf } from "../../functions/ticket-worker/database";
import { deadLetterQueue } from "../../functions/ticket-worker/dead-letters";
import { handleBatch } from "../../functions/ticket-worker/handle-batch";
import { aWorker } from "../support/ticketing/a-worker";
import { deadLetters, deliver } from "../support/ticketing/deliver";
import { type LocalPglite, startPglite } from "../support/ticketing/pglite";
import { type LocalSqs, startSqs } from "../support/ticketing/sqs";
import { anEvent } from "./random-events";
import { storedTables } from "./stored-tables";
import { numbered } from "./universe";

const hourMs = 3_600_000;

const event = (number: number, choices: Parameters<typeof anEvent>[1]) =>
  anEvent(numbered("event", number), choices);

const held = event(1, { type: "reservation.held" });
const confirmed = event(2, { type: "reservation.confirmed" });
const payment = event(3, { type: "payment.succeeded" });

/** What a message says, its group if that is not the event's own, and why it is set aside. */
const bad: readonly (readonly [name: string, body: unknown, reason: string, group?: string])[] = [
  ["that is no JSON", '{"version": 1,', "not JSON"],
  ["of an unknown version", { ...held, version: 2 }, "unknown version"],
  ["of an unknown type", { ...held, type: "reservation.doubled" }, "unknown type"],
  ["with a field missing", { ...held, seats: undefined }, "malformed"],
  ["with a field too many", { ...held, note: "by phone" }, "malformed"],
  ["in another section's group", held, "wrong group", "spring-tour-2027#balcony"],
  ["larger than any event", { ...held, note: "x".repeat(65 * 1_024) }, "too large"],
  [
    "about a reservation that nobody made",
    { ...confirmed, id: numbered("event", 9), reservation: numbered("reservation", 9) },
    "unknown reservation",
  ],
  ["with the id of another event", { ...held, user: "buyer-2" }, "id reused"],
  [
    "of a second hold by one reservation's name",
    event(10, { type: "reservation.held", seats: ["2"] }),
    "reservation reused",
  ],
  [
    "of another amount by one payment's name",
    { ...payment, id: numbered("event", 11), amount: 1 },
    "payment reused",
  ],
];

const good: readonly (readonly [name: string, event: TicketEvent])[] = [
  ["that was replayed", held],
  [
    "whose sender's clock is five hours slow",
    event(12, { type: "reservation.held", reservation: 2, seats: ["3"], skewMs: -5 * hourMs }),
  ],
  [
    "whose sender's clock is five hours fast",
    event(13, { type: "reservation.cancelled", skewMs: 5 * hourMs }),
  ],
];

describe("a message of the stream", () => {
  let sqs: LocalSqs;
  let pglite: LocalPglite;
  let reader: Pool;
  let worker: ReturnType<typeof aWorker>;
  beforeAll(async () => {
    [sqs, pglite] = await Promise.all([startSqs(), startPglite()]);
    reader = pglite.pool({ max: 1 });
    worker = aWorker({
      database: databaseOf(pglite.pool({ user: "worker", max: 1 })),
      setAside: deadLetterQueue(sqs.client, sqs.deadLetterQueueUrl),
    });
  });
  beforeEach(async () => {
    await pglite.empty();
    await deliveredAll([held, payment].map((one) => [JSON.stringify(one), groupOf(one)]));
  });
  afterAll(() => Promise.all([sqs.stop(), pglite.stop()]));

  let sent = 0;

  /** Sends messages, each with a deduplication id of its own: as if the stream had forgotten all before. */
  async function deliveredAll(messages: readonly (readonly [body: string, group: string])[]) {
    for (const [MessageBody, MessageGroupId] of messages) {
      sent += 1;
      const message = { MessageBody, MessageGroupId, MessageDeduplicationId: `sent-${String(sent)}` };
      await sqs.client.send(new SendMessageCommand({ QueueUrl: sqs.queueUrl, ...message }));
    }
    await deliver(sqs, (batch) => handleBatch(batch, 30_000, worker));
  }

  async function takeDeadLetters(): Promise<readonly Message[]> {
    const letters = await deadLetters(sqs);
    for (const { ReceiptHandle } of letters) {
      await sqs.client.send(new DeleteMessageCommand({ QueueUrl: sqs.deadLetterQueueUrl, ReceiptHandle }));
    }
    return letters;
  }

  /** How many messages are left in the stream, also those that somebody has. */
  async function left(): Promise<number> {
    const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
    const command = new GetQueueAttributesCommand({ QueueUrl: sqs.queueUrl, AttributeNames: [...names] });
    const { Attributes = {} } = await sqs.client.send(command);
    return names.reduce((sum, name) => sum + Number(Attributes[name]), 0);
  }

  it.each(bad.map(([name, said, reason, group = groupOf(held)]) => ({ name, said, reason, group })))(
    "$name is set aside with the reason, and changes nothing: QUE-02",
    async ({ said, reason, group }) => {
      const before = await storedTables(reader);
      const body = typeof said === "string" ? said : JSON.stringify(said);
      await deliveredAll([[body, group]]);

      expect(await takeDeadLetters()).toMatchObject([
        {
          Body: body,
          Attributes: { MessageGroupId: group },
          MessageAttributes: {
            reason: { StringValue: reason },
            detail: { StringValue: expect.not.stringMatching(/buyer|phone|xxx/) as string },
            sourceMessageId: { StringValue: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
          },
        },
      ]);
      expect(await storedTables(reader)).toEqual(before);
      expect(await left()).toBe(0);
    },
  );

  it.each(good)("%s is done like any other", async (_, one) => {
    await deliveredAll([[JSON.stringify(one), groupOf(one)]]);

    expect(await takeDeadLetters()).toEqual([]);
    expect((await storedTables(reader)).inbox[one.id]).toMatch(/applied|refund_due/);
    expect(await left()).toBe(0);
  });

  it("that was set aside is applied when it is sent again after what was wrong is put right: QUE-02", async () => {
    const early = event(20, { type: "reservation.confirmed", reservation: 5 });
    const missing = event(21, { type: "reservation.held", reservation: 5, seats: ["5"] });
    await deliveredAll([[JSON.stringify(early), groupOf(early)]]);
    const letters = await takeDeadLetters();
    await deliveredAll([[JSON.stringify(missing), groupOf(missing)]]);
    await deliveredAll(
      letters.map(({ Body = "", Attributes = {} }) => [Body, Attributes.MessageGroupId ?? ""]),
    );

    expect(await takeDeadLetters()).toEqual([]);
    const { claims, inbox } = await storedTables(reader);
    expect(inbox[early.id]).toBe("applied");
    expect(claims["floor 5"]).toEqual({ reservation: numbered("reservation", 5), state: "sold" });
  });
});
