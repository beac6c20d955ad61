import { describe, expect, it } from "vitest";
import { readPollEnvironment } from "./poll-environment";

const least = {
  ...{ DB_HOST: "db.example", DB_PORT: "5432", DB_NAME: "ticket_db", DB_USER: "worker" },
  ...{ REDIS_HOST: "redis.example", REDIS_PORT: "6379", REDIS_MODE: "single", MAX_RECEIVES: "10" },
  STREAM_QUEUE_URL: "https://queue.example/ticket-events.fifo",
  DEAD_LETTER_QUEUE_URL: "https://queue.example/ticket-events-dlq.fifo",
};

describe("the environment of a pod", () => {
  it("need not say how many batches, where the kubelet asks, or by what it is let in", () => {
    expect(readPollEnvironment(least)).toEqual({
      ...least,
      ...{ DB_PORT: 5432, REDIS_PORT: 6379, MAX_RECEIVES: 10 },
      ...{ BATCHES_AT_ONCE: 2, HEALTH_PORT: 8080, POWERTOOLS_METRICS_NAMESPACE: "TicketWorker" },
    });
  });

  it.each([
    ["BATCHES_AT_ONCE", { BATCHES_AT_ONCE: "0" }],
    ["HEALTH_PORT", { HEALTH_PORT: "web" }],
    ["DB_PASSWORD_FILE", { DB_PASSWORD_FILE: "" }],
    ["POSITIONS_TABLE", { COUNTERS_TABLE: "counters" }],
    ["DB_HOST", { DB_HOST: undefined }],
  ])("is refused by the name of what is wrong: %s", (name, wrong) => {
    expect(() => readPollEnvironment({ ...least, ...wrong })).toThrow(`lacks, or has wrong: ${name}`);
  });
});
