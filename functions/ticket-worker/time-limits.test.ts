import { EventEmitter } from "node:events";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { PoolClient } from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aMessage } from "../../test/support/ticketing/a-batch";
import { databaseOf } from "./database";
import { deadLetterQueue } from "./dead-letters";
import { earlyRetries } from "./early-retries";
import { refreshSeatMaps } from "./seat-map/refresh";
import { completeSessions } from "./sessions";
import { timeLimits } from "./time-limits";
import { TookTooLong } from "./within";

const never = new Promise<never>(() => undefined);
const section = { event: "autumn-tour", section: "A" };
const bought = { event: "autumn-tour", visitor: "v".repeat(22), messageId: "message-1" };

const failureOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe("a batch ends before Lambda ends it: what is done last", () => {
  it("fits into the time that is kept free", () => {
    const { eventMs, deadLetterMs, seatMapsMs, sessionsMs, retryMs, reserveMs } = timeLimits;

    expect(eventMs + deadLetterMs + seatMapsMs + sessionsMs + retryMs).toBeLessThan(reserveMs);
    expect(reserveMs).toBeLessThan(30_000);
  });

  it("has time for a connection and a transaction, whose statements may each take what the server allows", () => {
    expect(timeLimits.connectMs + timeLimits.transactionMs).toBeLessThan(timeLimits.eventMs);
    expect(timeLimits.statementMs).toBeGreaterThan(3_000);
    expect(timeLimits.statementMs).toBeLessThan(timeLimits.transactionMs);
  });
});

describe("what hangs is given up", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("a transaction, with its connection", async () => {
    const release = vi.fn();
    const client = Object.assign(new EventEmitter(), { release });
    const connect = () => Promise.resolve(client as unknown as PoolClient);
    const done = databaseOf({ connect })(() => never);
    const failure = failureOf(done);
    await vi.advanceTimersByTimeAsync(timeLimits.transactionMs);

    expect(await failure).toBeInstanceOf(TookTooLong);
    expect(release).toHaveBeenCalledExactlyOnceWith(true);
  });

  it("the queue for what is set aside", async () => {
    const client = { send: () => never } as unknown as SQSClient;
    const setAside = deadLetterQueue(client, "https://sqs.example/queue.fifo");
    const sent = setAside(aMessage("{"), { reason: "not JSON", detail: "-" });
    const failure = failureOf(sent);
    await vi.advanceTimersByTimeAsync(timeLimits.deadLetterMs);

    expect(await failure).toBeInstanceOf(TookTooLong);
  });

  it("the queue for when what failed comes again", async () => {
    const client = { send: () => never } as unknown as SQSClient;
    const failure = failureOf(earlyRetries(client, "https://sqs.example/queue.fifo")([aMessage("{")]));
    await vi.advanceTimersByTimeAsync(timeLimits.retryMs);

    expect(await failure).toBeInstanceOf(TookTooLong);
  });

  it("the database, or Redis, when seat maps are shown", async () => {
    const seatMaps = { replace: () => never, read: () => never };
    const snapshots = (() => Promise.resolve([{ ...section, version: 1, seats: [] }])) as Parameters<
      typeof refreshSeatMaps
    >[1]["database"];
    const refreshed = Promise.all([
      refreshSeatMaps([section], { database: () => never, seatMaps }),
      refreshSeatMaps([section], { database: snapshots, seatMaps }),
    ]);
    await vi.advanceTimersByTimeAsync(timeLimits.seatMapsMs);

    expect(await refreshed).toEqual([
      [{ section, error: expect.any(TookTooLong) as unknown }],
      [{ section, error: expect.any(TookTooLong) as unknown }],
    ]);
  });

  it("the waiting room", async () => {
    const completed = completeSessions([bought], () => never);
    await vi.advanceTimersByTimeAsync(timeLimits.sessionsMs);

    expect(await completed).toEqual([{ bought, error: expect.any(TookTooLong) as unknown }]);
  });
});
