import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalDynamo, startDynalite } from "../../test/support/waiting-room/dynalite";
import { clockSkewMs } from "../waiting-room/bounds";
import { systemClock } from "../waiting-room/clock";
import { DynamoStore } from "./dynamodb-store";

let dynamo: LocalDynamo;
beforeAll(async () => {
  dynamo = await startDynalite();
});
afterAll(() => dynamo.stop());

/** A process whose clock is ahead by so much, or behind. */
function storeAhead(milliseconds: number): DynamoStore {
  const clock = { now: () => systemClock.now() + milliseconds };
  return new DynamoStore({ client: dynamo.connect(), tables: dynamo.tables, clock });
}

it("says nothing of the clock before DynamoDB has answered", () => {
  expect(storeAhead(3_600_000).clockOffset()).toBe(0);
});

it.each([0, 3_600_000, -3_600_000, 5_000, -5_000])(
  "sees from one answer that a clock is off by %i ms, give or take a second",
  async (ahead) => {
    const store = storeAhead(ahead);
    await store.readLate("autumn-tour");
    expect(Math.abs(store.clockOffset() - ahead)).toBeLessThan(1_000);
    expect(Math.abs(store.clockOffset()) > clockSkewMs).toBe(ahead !== 0);
  },
);

it("sees it from a refusal as well", async () => {
  const store = storeAhead(60_000);
  expect(await store.takeLate("autumn-tour")).toBe("none");
  expect(store.clockOffset()).toBeGreaterThan(59_000);
});

it("follows a clock that is set right", async () => {
  let ahead = 60_000;
  const clock = { now: () => systemClock.now() + ahead };
  const store = new DynamoStore({ client: dynamo.connect(), tables: dynamo.tables, clock });
  await store.readLate("autumn-tour");
  ahead = 0;
  await store.readLate("autumn-tour");
  expect(Math.abs(store.clockOffset())).toBeLessThan(1_000);
});
