import { ChangeMessageVisibilityBatchCommand } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aTicketEvent } from "../../test/support/ticketing/an-event";
import { send } from "../../test/support/ticketing/deliver";
import { type LocalSqs, startSqs } from "../../test/support/ticketing/sqs";
import { polledQueue, type PolledQueue } from "./poll-queue";
import { pollStream, type Polling } from "./poll-stream";

const perSection = 12;
const sections = ["A", "B", "C"];

describe("lines of batches side by side", () => {
  let sqs: LocalSqs;
  beforeEach(async () => {
    sqs = await startSqs();
    for (let index = 0; index < perSection; index += 1) {
      for (const section of sections) {
        await send(sqs, aTicketEvent("reservation.held", { section, seats: [String(index)] }));
      }
    }
  });
  afterEach(() => sqs.stop());

  it("take every message, and keep each group's order through failures", async () => {
    const stop = new AbortController();
    const done = new Map<string, number[]>(sections.map((section) => [section, []]));
    let tries = 0;
    const handle = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
      const failed = new Map<string, SQSRecord[]>();
      for (const message of Records) {
        const { section, seats } = JSON.parse(message.body) as { section: string; seats: string[] };
        tries += 1;
        if (failed.has(section) || tries % 5 === 0) {
          failed.set(section, [...(failed.get(section) ?? []), message]);
        } else done.get(section)?.push(Number(seats[0]));
      }
      const again = [...failed.values()].flat();
      await showAgain(again);
      if ([...done.values()].flat().length >= perSection * sections.length) stop.abort();
      return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    };
    const queue = shortly(polledQueue(sqs.client, sqs.queueUrl));
    await Promise.all([1, 2, 3].map(() => pollStream(stop.signal, aPolling({ queue, handle }))));

    const inOrder = Array.from({ length: perSection }, (_, index) => index);
    expect(Object.fromEntries(done)).toEqual(
      Object.fromEntries(sections.map((section) => [section, inOrder])),
    );
    expect((await queue.receive(0)).Records).toEqual([]);
  });

  async function showAgain(messages: readonly SQSRecord[]): Promise<void> {
    if (messages.length === 0) return;
    const Entries = messages.map(({ receiptHandle: ReceiptHandle }, index) => ({
      ...{ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 },
    }));
    await sqs.client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: sqs.queueUrl, Entries }));
  }
});

describe("a line of batches", () => {
  const batch = { Records: [{ messageId: "1" } as SQSRecord] };

  it("goes on when the queue fails, when a batch does, and when what is done cannot be removed", async () => {
    const stop = new AbortController();
    const told: string[] = [];
    const removed: (readonly SQSRecord[])[] = [];
    const answers = [
      () => Promise.reject(new Error("away")),
      ...[1, 2, 3].map(() => () => Promise.resolve(batch)),
      () => {
        stop.abort();
        return Promise.resolve({ Records: [] });
      },
    ];
    const handled = [Promise.reject(new Error("broken")), Promise.resolve({ batchItemFailures: [] })];
    await pollStream(
      stop.signal,
      aPolling({
        queue: {
          receive: () => answers.shift()?.() ?? Promise.reject(new Error("asked too often")),
          remove: (done) => {
            removed.push(done);
            return removed.length === 1 ? Promise.reject(new Error("kept")) : Promise.resolve();
          },
        },
        handle: () => handled.shift() ?? Promise.resolve({ batchItemFailures: [{ itemIdentifier: "1" }] }),
        report: {
          notReceived: () => told.push("not received"),
          notHandled: () => told.push("not handled"),
          notRemoved: () => told.push("not removed"),
        },
        rest: () => {
          told.push("rested");
          return Promise.resolve();
        },
      }),
    );

    expect(told).toEqual(["not received", "rested", "not handled", "not removed"]);
    expect(removed).toEqual([batch.Records, []]);
  });

  it("asks without waiting first, waits as long as it can from then on, and ends what it was handed last", async () => {
    const stop = new AbortController();
    const waits: number[] = [];
    const handled: SQSEvent[] = [];
    const receive = (waitSeconds: number) => {
      waits.push(waitSeconds);
      if (waits.length === 1) return Promise.resolve({ Records: [] });
      stop.abort();
      return Promise.resolve(batch);
    };
    const handle = (one: SQSEvent) => {
      handled.push(one);
      return Promise.resolve({ batchItemFailures: [] });
    };
    await pollStream(stop.signal, aPolling({ queue: { receive, remove: () => Promise.resolve() }, handle }));

    expect(waits).toEqual([0, 20]);
    expect(handled).toEqual([batch]);
  });
});

function aPolling(choices: Pick<Polling, "handle" | "queue"> & Partial<Polling>): Polling {
  const fails = (error: unknown) => {
    throw error;
  };
  return {
    turned: () => undefined,
    answered: () => undefined,
    report: { notReceived: fails, notHandled: fails, notRemoved: fails },
    rest: () => Promise.resolve(),
    ...choices,
  };
}

/** Nobody waits in a test for messages that do not come. */
function shortly(queue: PolledQueue): PolledQueue {
  return { receive: () => queue.receive(0), remove: (done) => queue.remove(done) };
}
