import { describe, expect, it } from "vitest";
import { readEnvironment } from "./environment";

const variables = {
  DB_HOST: "proxy.example.com",
  DB_PORT: "5432",
  DB_NAME: "ticket_db",
  DB_USER: "worker",
  REDIS_HOST: "redis.example.com",
  REDIS_PORT: "6379",
  REDIS_MODE: "single",
  REDIS_SECRET: "redis-auth-token",
  STREAM_QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/123456789012/ticket-events.fifo",
  DEAD_LETTER_QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/123456789012/ticket-events-dlq.fifo",
  MAX_RECEIVES: "5",
};

const tables = { COUNTERS_TABLE: "counters", POSITIONS_TABLE: "positions" };

describe("the worker's environment", () => {
  it("may be without a waiting room", () => {
    expect(readEnvironment(variables)).toEqual({
      ...variables,
      POWERTOOLS_METRICS_NAMESPACE: "TicketWorker",
      DB_PORT: 5432,
      REDIS_PORT: 6379,
      MAX_RECEIVES: 5,
    });
    expect(readEnvironment({ ...variables, ...tables })).toMatchObject(tables);
  });

  it.each([
    ["POWERTOOLS_METRICS_NAMESPACE", { POWERTOOLS_METRICS_NAMESPACE: "" }],
    ["DB_PORT", { DB_PORT: "0" }],
    ["REDIS_MODE", { REDIS_MODE: "sentinel" }],
    ["STREAM_QUEUE_URL", { STREAM_QUEUE_URL: "ticket-events.fifo" }],
    ["DEAD_LETTER_QUEUE_URL", { DEAD_LETTER_QUEUE_URL: "ticket-events-dlq.fifo" }],
    ["MAX_RECEIVES", { MAX_RECEIVES: "0" }],
    ["COUNTERS_TABLE", { POSITIONS_TABLE: "positions" }],
    ["POSITIONS_TABLE", { COUNTERS_TABLE: "counters" }],
  ])("is refused with a wrong %s, by its name", (name, wrong) => {
    expect(() => readEnvironment({ ...variables, ...wrong })).toThrow(new RegExp(`has wrong: ${name}$`));
  });
});
