import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aConfig, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { aSession } from "../../test/support/waiting-room/a-visitor";
import { freshEvent } from "../../test/support/waiting-room/both-stores";
import { type LocalDynamo, startDynalite } from "../../test/support/waiting-room/dynalite";
import { DynamoStore } from "./dynamodb-store";
import { configKey, type ItemKey, lateKey, sessionKey } from "./keys";

type Attributes = Record<string, unknown>;

let dynamo: LocalDynamo;
let client: DynamoDBDocumentClient;
let store: DynamoStore;
beforeAll(async () => {
  dynamo = await startDynalite();
  client = dynamo.connect();
  store = new DynamoStore({ client, tables: dynamo.tables });
});
afterAll(() => dynamo.stop());

/** Rewrites an item past the store, as another release may have written it. */
async function rewrite(
  table: "counters" | "positions",
  key: ItemKey,
  change: (item: Attributes) => Attributes,
): Promise<void> {
  const TableName = dynamo.tables[table];
  const { Item = {} } = await client.send(new GetCommand({ TableName, Key: key }));
  await client.send(new PutCommand({ TableName, Item: change(Item) }));
}

const strangeSessions: readonly (readonly [how: string, change: (item: Attributes) => Attributes])[] = [
  ["of another version", (item) => ({ ...item, sv: 2, st: "C" })],
  ["without a version", ({ sv: _, ...item }) => ({ ...item, st: "C" })],
  ["without a state", ({ st: _, ...item }) => item],
  ["without an end", ({ exp: _, ...item }) => item],
];

it.each(strangeSessions)("a session %s counts as somebody inside", async (_, change) => {
  const event = freshEvent();
  await store.claim(event, aSession(), 1);
  await rewrite("positions", sessionKey(event, 7, 1), change);
  expect(await store.countBucket(event, 0, beginning, 1)).toEqual({ active: 1, claimed: 1 });
});

it("a late slot is not taken from an item of another version", async () => {
  const event = freshEvent();
  await store.offerLate(event, 1, 100, 0);
  await rewrite("counters", lateKey(event), (item) => ({ ...item, sv: 2 }));
  expect(await store.takeLate(event)).toBe("none");
});

it("an option that an older release did not know has its default", async () => {
  const event = freshEvent();
  const record = aRecord(aConfig());
  await store.createEvent(event, record);
  await rewrite("counters", configKey(event), ({ config, ...item }) => {
    const { autoOpen: _, ...older } = config as Attributes;
    return { ...item, config: older };
  });
  expect(await store.readEvent(event)).toEqual({ ...record, version: 1 });
});
