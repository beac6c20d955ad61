import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { Stream } from "../stream";
import { workerRights } from "./rights";
import type { PodWorkerStores } from "./stores";
import { workerVariables } from "./variables";

/** The worker's pods with PostgreSQL and Redis beside them in the cluster. */
const beside: PodWorkerStores = {
  stream: {
    events: { url: pulumi.output("https://sqs.example/q.fifo") } as Stream["events"],
    deadLetters: { url: pulumi.output("https://sqs.example/dlq.fifo") } as Stream["deadLetters"],
    maxReceives: 10,
    consume: () => [{ Sid: "Receive", Effect: "Allow", Action: "sqs:ReceiveMessage", Resource: "*" }],
  },
  ...{ postgres: undefined, redis: undefined, kafka: undefined, tables: undefined },
};

describe("pods with their stores beside them", () => {
  it("ask AWS for the stream alone, and are told of nothing else", () => {
    expect(workerRights(beside, "ap-northeast-2").map(({ Sid }) => Sid)).toEqual(["Receive"]);
    expect(Object.keys(workerVariables(beside))).toEqual([
      ...["STREAM_QUEUE_URL", "DEAD_LETTER_QUEUE_URL", "MAX_RECEIVES"],
    ]);
  });
});
