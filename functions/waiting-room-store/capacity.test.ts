import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aSession } from "../../test/support/waiting-room/a-visitor";
import { type LocalDynamo, startDynalite } from "../../test/support/waiting-room/dynalite";
import { DynamoStore } from "./dynamodb-store";

let dynamo: LocalDynamo;
beforeAll(async () => {
  dynamo = await startDynalite();
});
afterAll(() => dynamo.stop());

/** The capacity units of each of a client's calls, as DynamoDB reports them. */
function meterOf(client: DynamoDBDocumentClient): { readonly used: readonly number[] } {
  const used: number[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: { CapacityUnits?: number } };
      used.push(ConsumedCapacity?.CapacityUnits ?? NaN);
      return result;
    },
    { step: "initialize" },
  );
  return { used };
}

it("counts a full block of 1,024 sessions, as they really look, with 33 read units and one answer", async () => {
  const client = dynamo.connect();
  const store = new DynamoStore({ client, tables: dynamo.tables });
  const claims = Array.from({ length: 1_024 }, (_, offset) => {
    const issuedAt = 1_812_345_678_901 + offset;
    const session = aSession({
      position: 900 * 1_024 + offset,
      visitor: "v".repeat(22),
      id: "j".repeat(11),
      device: "d".repeat(11),
      issuedAt,
      expiresAt: issuedAt + 180_000,
      maxExpiresAt: issuedAt + 900_000,
    });
    return store.claim("autumn-tour", session, 1);
  });
  await Promise.all(claims);
  const { used } = meterOf(client);
  expect(await store.countBucket("autumn-tour", 900, 0, 1)).toEqual({ active: 1_024, claimed: 1_024 });
  expect(used).toHaveLength(1);
  expect(used[0]).toBeLessThanOrEqual(33);
});
