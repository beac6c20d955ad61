import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aSession } from "../../test/support/waiting-room/a-visitor";
import { type LocalDynamo, startDynalite } from "../../test/support/waiting-room/dynalite";
import type { Session } from "../waiting-room/store/records";
import { DynamoStore } from "./dynamodb-store";
import { sessionKey } from "./keys";

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

/** A session of a late block, with values as long as they are in earnest. */
function realSession(offset: number): Session {
  const issuedAt = 1_812_345_678_901 + offset;
  return aSession({
    position: 900 * 1_024 + offset,
    visitor: "v".repeat(22),
    id: "j".repeat(22),
    device: "d".repeat(11),
    issuedAt,
    expiresAt: issuedAt + 180_000,
    maxExpiresAt: issuedAt + 900_000,
  });
}

it("counts a full block of 1,024 sessions, as they really look, with 36 read units and one answer", async () => {
  const client = dynamo.connect();
  const store = new DynamoStore({ client, tables: dynamo.tables });
  for (let first = 0; first < 1_024; first += 64) {
    await Promise.all(
      Array.from({ length: 64 }, (_, n) => store.claim("autumn-tour", realSession(first + n), 1)),
    );
  }
  const { used } = meterOf(client);
  expect(await store.countBucket("autumn-tour", 900, 0, 1)).toEqual({ active: 1_024, claimed: 1_024 });
  expect(used).toHaveLength(1);
  expect(used[0]).toBeLessThanOrEqual(36);
});

it("counts to the end where DynamoDB answers in several pages, of a megabyte each", async () => {
  const client = dynamo.connect();
  const store = new DynamoStore({ client, tables: dynamo.tables });
  const TableName = dynamo.tables.positions;
  for (const position of [1, 2, 3, 4, 5, 6]) {
    await store.claim("long-items", aSession({ position }), 1);
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: sessionKey("long-items", position, 1) }),
    );
    await client.send(new PutCommand({ TableName, Item: { ...Item, ballast: "b".repeat(390_000) } }));
  }
  const { used } = meterOf(client);
  expect(await store.countBucket("long-items", 0, 0, 1)).toEqual({ active: 6, claimed: 6 });
  expect(used.length).toBeGreaterThan(1);
  expect(await store.countClaimed("long-items", 2, 6, 1)).toBe(5);
});
