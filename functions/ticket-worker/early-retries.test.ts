import { randomUUID } from "node:crypto";
import type { ChangeMessageVisibilityBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aBatch, aMessage } from "../../test/support/ticketing/a-batch";
import { aTicketEvent } from "../../test/support/ticketing/an-event";
import { aWorker } from "../../test/support/ticketing/a-worker";
import { deliver, send } from "../../test/support/ticketing/deliver";
import { type LocalPglite, startPglite } from "../../test/support/ticketing/pglite";
import { type LocalSqs, startSqs } from "../../test/support/ticketing/sqs";
import { type Database, databaseOf } from "./database";
import { earlyRetries, retrySeconds } from "./early-retries";
import { handleBatch } from "./handle-batch";

let sqs: LocalSqs;
beforeAll(async () => {
  sqs = await startSqs();
});
afterAll(() => sqs.stop());

const down: Database = () => Promise.reject(new Error("connection lost"));

/** Held in a section of its own, so that nothing waits for anything else. */
const heldIn = (section: string) => aTicketEvent("reservation.held", { section, reservation: randomUUID() });

describe("a message that has failed", () => {
  it("comes again soon at first, and then after twice the time, up to 3 minutes", () => {
    const seconds = Array.from({ length: 9 }, (_, index) => retrySeconds(index + 1));

    expect(seconds).toEqual([5, 10, 20, 40, 80, 160, 180, 180, 180]);
  });

  it("comes again with all that failed of its group, by the one of them that was delivered most often", async () => {
    const asked: unknown[] = [];
    const client = {
      send: ({ input }: ChangeMessageVisibilityBatchCommand) => {
        asked.push(input);
        return Promise.resolve({});
      },
    } as unknown as SQSClient;
    const failed = [
      { group: "a", receives: 3, receiptHandle: "first" },
      { group: "a", receives: 2, receiptHandle: "second" },
      { group: "b", receives: 9, receiptHandle: "third" },
    ].map((choices) => aMessage("{", choices));
    await earlyRetries(client, "https://sqs.example/queue.fifo")(failed);

    expect(asked).toEqual([
      {
        QueueUrl: "https://sqs.example/queue.fifo",
        Entries: [
          { Id: "0", ReceiptHandle: "first", VisibilityTimeout: 20 },
          { Id: "1", ReceiptHandle: "second", VisibilityTimeout: 20 },
          { Id: "2", ReceiptHandle: "third", VisibilityTimeout: 180 },
        ],
      },
    ]);
  });

  it("is told of if the queue refuses", async () => {
    await expect(earlyRetries(sqs.client, sqs.queueUrl)([aMessage("{")])).rejects.toMatchObject({
      code: "ReceiptHandleIsInvalid",
    });
  });
});

describe("a batch", () => {
  it("hands back what failed, and nothing that was done", async () => {
    const messages = [heldIn("A"), heldIn("B"), heldIn("A")].map((event, index) =>
      aMessage(event, { messageId: String(index) }),
    );
    const again: string[][] = [];
    const worker = aWorker({
      database: down,
      retrySoon: (failed) => Promise.resolve(void again.push(failed.map(({ messageId }) => messageId))),
    });
    const bad = aMessage("{", { messageId: "bad", group: "bad" });
    await handleBatch(aBatch(bad, ...messages), 30_000, worker);
    await handleBatch(aBatch(bad), 30_000, worker);

    expect(again).toEqual([["0", "1", "2"]]);
  });

  it("fails no more and no less when the queue cannot be asked", async () => {
    const retrySoon = () => Promise.reject(new Error("no queue"));
    const worker = aWorker({ database: down, retrySoon });
    const message = aMessage(heldIn("A"), { messageId: "A1" });

    expect(await handleBatch(aBatch(message), 30_000, worker)).toEqual({
      batchItemFailures: [{ itemIdentifier: "A1" }],
    });
    expect(worker.told.at(-1)).toEqual(["retriedLate", "Error"]);
  });
});

describe("a section's events after a hiccup", () => {
  let pglite: LocalPglite;
  beforeAll(async () => {
    pglite = await startPglite();
  });
  afterAll(() => pglite.stop());

  it("come again long before the queue's 180 seconds, and in their order", async () => {
    const database = databaseOf(pglite.pool({ user: "worker", max: 1 }));
    let works = 0;
    const worker = aWorker({
      database: (work) => ((works += 1) === 1 ? down(work) : database(work)),
      retrySoon: earlyRetries(sqs.client, sqs.queueUrl),
    });
    const deliveries: string[] = [];
    const handle: Parameters<typeof deliver>[1] = (batch) => {
      deliveries.push(...batch.Records.map(({ attributes }) => attributes.ApproximateReceiveCount));
      return handleBatch(batch, 30_000, worker);
    };
    await send(sqs, aTicketEvent("reservation.held"));
    await send(sqs, aTicketEvent("payment.succeeded"));
    await deliver(sqs, handle);
    expect(worker.told.map(([what]) => what)).toEqual(["failed"]);
    // What cannot come before 180 seconds does not come while this waits.
    await deliver(sqs, handle, 20);

    expect(worker.told.slice(1)).toEqual([
      ["applied", "reservation.held", "applied", "applied"],
      ["applied", "payment.succeeded", "applied", "applied"],
    ]);
    expect(deliveries).toEqual(["1", "2", "1"]);
  });
});
