import { describe, expect, it } from "vitest";
import { builtWorker } from "../support/queueing/built-worker";
import { brokenBy } from "./broken-by";

const captured = builtWorker().then((graph) => graph.all());
const worker = "queueing-worker-lambda-function";
const mapping = "queueing-worker-events";
const stream = "queueing-stream-queue";
const deadLetters = "queueing-stream-dlq";

describe("the worker and its queues", () => {
  it.each([
    [
      "lets the queue start more of it than is reserved: QUE-07",
      mapping,
      { scalingConfig: { maximumConcurrency: 12 } },
      "functions-queue-readers-within-reserve",
    ],
    [
      "lets the queue start any number: QUE-07",
      mapping,
      { scalingConfig: undefined },
      "functions-queue-readers-within-reserve",
    ],
    [
      "waits for more messages of a FIFO queue: PLT-01",
      mapping,
      { maximumBatchingWindowInSeconds: 5 },
      "functions-queue-batches-legal",
    ],
    [
      "takes a hundred messages of a FIFO queue: PLT-01",
      mapping,
      { batchSize: 100 },
      "functions-queue-batches-legal",
    ],
    [
      "repeats a whole batch for one message",
      mapping,
      { functionResponseTypes: undefined },
      "functions-failures-kept",
    ],
    [
      "takes the share of the account that must stay free: PLT-15",
      worker,
      { reservedConcurrentExecutions: 901 },
      "functions-fit-account",
    ],
    ["reserves nothing", worker, { reservedConcurrentExecutions: undefined }, "functions-capped"],
    [
      "runs on a runtime that has ended: PLT-07",
      worker,
      { runtime: "nodejs20.x" },
      "functions-runtime-supported",
    ],
    [
      "leaves the VPC, where its database is: QUE-08",
      worker,
      { vpcConfig: undefined },
      "functions-reach-private-data",
    ],
    [
      "has a password in its environment",
      worker,
      { environment: { variables: { REDIS_PASSWORD: "clear" } } },
      "functions-environment-without-secrets",
    ],
    [
      "shows a message again while it is worked on: UNS-01",
      stream,
      { visibilityTimeoutSeconds: 179 },
      "functions-queue-timeouts-agree",
    ],
    ["tries a message for ever: QUE-02", stream, { redrivePolicy: undefined }, "queues-park-poison"],
    ["is not encrypted", stream, { kmsMasterKeyId: undefined }, "queues-encrypted"],
    [
      "counts duplicates by queue and messages by group",
      stream,
      { deduplicationScope: "queue" },
      "queues-fifo-settings-legal",
    ],
    [
      "forgets dead letters before anybody looks",
      deadLetters,
      { messageRetentionSeconds: 60 },
      "queues-dead-letters-guarded",
    ],
    ["has a standard queue's name", deadLetters, { name: "ticket-events-dlq" }, "queues-names-tell-kind"],
  ])("are found where one of them %s", async (_, name, changed, policy) => {
    expect(await brokenBy(captured, name)).not.toContain(policy);
    expect(await brokenBy(captured, name, changed)).toContain(policy);
  });
});
