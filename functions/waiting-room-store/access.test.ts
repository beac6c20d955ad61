import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aConfig, aControl, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { aPlace, aSession } from "../../test/support/waiting-room/a-visitor";
import { freshEvent } from "../../test/support/waiting-room/both-stores";
import { type LocalDynamo, startDynalite } from "../../test/support/waiting-room/dynalite";
import { wireOf, type WireRequest } from "../../test/support/waiting-room/wire";
import { DynamoStore } from "./dynamodb-store";
import { tableDefinitions } from "./tables";

let dynamo: LocalDynamo;
let client: DynamoDBDocumentClient;
let store: DynamoStore;
let wire: WireRequest[];

beforeAll(async () => {
  dynamo = await startDynalite();
  client = dynamo.connect();
  store = new DynamoStore({ client, tables: dynamo.tables });
  wire = wireOf(client);
});
afterAll(() => dynamo.stop());
beforeEach(() => {
  wire.length = 0;
});

const start = aControl({ S0: 0 });
const end = { position: 7, state: "completed", now: beginning, request: "message" } as const;

/** Everything the store can be asked, in an order in which it happens, and then once more so that much is refused. */
function everyCall(event: string): Readonly<Record<keyof DynamoStore & keyof Calls, () => unknown>> {
  return {
    createEvent: () => store.createEvent(event, aRecord(aConfig())),
    listEvents: () => store.listEvents(),
    readEvent: () => store.readEvent(event),
    updateEvent: () => store.updateEvent(event, aRecord(aConfig(), "ENDED"), 1),
    readSequence: () => store.readSequence(event),
    setFirstLease: () => store.setFirstLease(event, 4),
    lease: () => store.lease(event, 4, 4),
    seal: () => store.seal(event),
    startControl: () => store.startControl(event, start),
    readControl: () => store.readControl(event),
    lead: () => store.lead(event, "somebody else", beginning, 5_000),
    writeControl: () => store.writeControl(event, { ...start, active: wire.length }, start),
    readLate: () => store.readLate(event),
    offerLate: () => store.offerLate(event, wire.length, 100, 0),
    takeLate: () => store.takeLate(event),
    returnLate: () => store.returnLate(event, 100),
    readPlace: () => store.readPlace(event, "visitor"),
    takePlace: () => store.takePlace(event, "visitor", aPlace({ position: wire.length }), beginning),
    movePlace: () => store.movePlace(event, "visitor", { from: 0, to: 1, request: "request", maxMoves: 1 }),
    admitOnce: () => store.admitOnce(event, "visitor", 1, beginning),
    readAdmitted: () => store.readAdmitted(event, "visitor"),
    claim: () => store.claim(event, aSession(), 2),
    readSession: () => store.readSession(event, 7, 2),
    renew: () => store.renew(event, { ...end, visitor: "visitor 7", expiresAt: beginning + 1 }, 2),
    endSession: () => store.endSession(event, end, 2),
    countBucket: () => store.countBucket(event, 0, beginning, 2),
    countClaimed: () => store.countClaimed(event, 0, 1_023, 2),
  };
}

type Calls = Omit<DynamoStore, "bucketSize" | "clockOffset">;

async function wireOfEveryCall(): Promise<readonly WireRequest[]> {
  const calls = Object.values(everyCall(freshEvent()));
  for (const call of [...calls, ...calls]) await call();
  return wire;
}

describe("the tables", () => {
  it.each(["counters", "positions"] as const)(
    "%s: on-demand, found by two strings, with no index (DAT-50, DAT-51, UNS-07)",
    async (table) => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: dynamo.tables[table] }));
      expect(Table?.BillingModeSummary?.BillingMode).toBe("PAY_PER_REQUEST");
      expect(Table?.KeySchema).toEqual([
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ]);
      expect(Table?.AttributeDefinitions).toEqual([
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ]);
      expect(Table?.GlobalSecondaryIndexes).toBeUndefined();
      expect(Table?.LocalSecondaryIndexes).toBeUndefined();
    },
  );

  it("forget visitors by TTL, and never an event (UNS-07)", () => {
    expect(tableDefinitions.positions.ttlAttribute).toBe("ttl");
    expect(tableDefinitions.counters).not.toHaveProperty("ttlAttribute");
  });
});

describe("whatever the store is asked", () => {
  it("sends single reads, single writes and queries; no scan, no index, no transaction", async () => {
    const requests = await wireOfEveryCall();
    expect(new Set(requests.map(({ operation }) => operation))).toEqual(
      new Set(["GetItem", "PutItem", "UpdateItem", "Query"]),
    );
    expect(requests.filter(({ body }) => "IndexName" in body)).toEqual([]);
  });

  it("reads strongly consistently", async () => {
    const reads = (await wireOfEveryCall()).filter(({ operation }) => /^(GetItem|Query)$/.test(operation));
    expect(reads.length).toBeGreaterThan(20);
    expect(reads.filter(({ body }) => body["ConsistentRead"] !== true)).toEqual([]);
  });

  it("writes on a condition only", async () => {
    const writes = (await wireOfEveryCall()).filter(({ operation }) => /^(Put|Update)Item$/.test(operation));
    expect(writes.length).toBeGreaterThan(20);
    const conditions = writes.map(({ body }) => String(body["ConditionExpression"]));
    expect(conditions.filter((text) => !/^(attribute_not_exists\(#pk\)$|#sv = :sv AND )/.test(text))).toEqual(
      [],
    );
  });
});

describe("what a visitor costs", () => {
  it("is one write to join, a place in a block at one write for the block, and one to be admitted", async () => {
    const event = freshEvent();
    await store.createEvent(event, aRecord(aConfig()));
    wire.length = 0;
    await store.lease(event, 50, 1_000);
    expect(wire.map(({ operation }) => operation)).toEqual(["UpdateItem"]);
    wire.length = 0;
    for (let n = 0; n < 50; n += 1) await store.takePlace(event, `visitor ${String(n)}`, aPlace(), beginning);
    expect(wire.map(({ operation }) => operation)).toEqual(Array<string>(50).fill("PutItem"));
    wire.length = 0;
    await store.claim(event, aSession(), 1);
    expect(wire.map(({ operation }) => operation)).toEqual(["PutItem"]);
  });
});
