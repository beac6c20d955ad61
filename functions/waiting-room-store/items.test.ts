import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aConfig, aControl, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { aPlace, aSession } from "../../test/support/waiting-room/a-visitor";
import { type LocalDynamo, startDynalite } from "../../test/support/waiting-room/dynalite";
import { DynamoStore } from "./dynamodb-store";

let dynamo: LocalDynamo;
let client: DynamoDBDocumentClient;
let store: DynamoStore;
beforeAll(async () => {
  dynamo = await startDynalite();
  client = dynamo.connect();
  store = new DynamoStore({ client, tables: dynamo.tables });
});
afterAll(() => dynamo.stop());

async function itemsOf(table: "counters" | "positions"): Promise<readonly Record<string, unknown>[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: dynamo.tables[table] }));
  return Items.sort((one, other) => (String(one["pk"]) < String(other["pk"]) ? -1 : 1));
}

it("keeps an event in a few items, each of the version of how it is written", async () => {
  const record = aRecord(aConfig({ firstLease: 32 }));
  const control = aControl({
    S0: 4.5,
    history: [{ at: beginning, position: 4 }],
    lateTaken: [{ at: beginning, granted: 2 }],
  });
  await store.createEvent("autumn-tour", record);
  await store.lease("autumn-tour", 40, 100);
  await store.seal("autumn-tour");
  await store.startControl("autumn-tour", control);
  await store.offerLate("autumn-tour", 3, 1_000_000_001, 0);
  expect(await itemsOf("counters")).toEqual([
    expect.objectContaining({
      ...{
        pk: "CTRL#autumn-tour",
        sk: "0",
        sv: 1,
        v: 1,
        fence: 1,
        own: "controller",
        lu: beginning + 5_000,
      },
      ...{ S0: 4.5, t0: beginning, slope: 0, cap: 4.5, capMax: 4.5, until: beginning + 90_000 },
      ...{ hist: [[beginning, 4]], taken: [[beginning, 2]], late: 1, seq: 1 },
    }),
    expect.objectContaining({
      pk: "EV#autumn-tour",
      sk: "CFG",
      sv: 1,
      v: 1,
      mode: "QUEUE",
      config: record.config,
    }),
    { pk: "EVENTS", sk: "autumn-tour", sv: 1 },
    { pk: "LATE#autumn-tour", sk: "0", sv: 1, q: 3, granted: 0, tv: 1_000_000_001 },
    { pk: "SEQ#autumn-tour", sk: "0", sv: 1, nxt: 40, k0: 32, sealN: 40 },
  ]);
});

it("keeps a visitor in one item for the place and one for the session, with the second they may be forgotten", async () => {
  await store.takePlace("autumn-tour", "visitor", aPlace({ position: 5 }), beginning + 1_001);
  await store.admitOnce("autumn-tour", "visitor", 5, beginning + 1_001);
  await store.claim("autumn-tour", aSession({ position: 1_029, late: true, generation: 1 }), 1);
  await store.claim("autumn-tour", aSession({ position: 2_051 }), 4);
  await store.endSession(
    "autumn-tour",
    { position: 2_051, state: "completed", now: beginning + 9, request: "message" },
    4,
  );
  const times = { iat: beginning, exp: beginning + 180_000, mx: beginning + 900_000 };
  const ttl = (beginning + 900_000) / 1_000 + 30 * 86_400;
  const second = beginning / 1_000 + 2;
  expect(await itemsOf("positions")).toEqual([
    {
      ...{ pk: "J#autumn-tour#visitor", sk: "0", sv: 1, pos: 5, gen: 0, iat: beginning, ttl: second },
      ...{ d: "device-of-seven", lr: "first request" },
    },
    {
      ...{
        pk: "S#autumn-tour#1",
        sk: "000000001029",
        sv: 1,
        st: "A",
        sub: "visitor 1029",
        jti: "session 1029",
      },
      ...{ ...times, d: "device 1029", late: true, gen: 1, ttl },
    },
    {
      ...{
        pk: "S#autumn-tour#2#3",
        sk: "000000002051",
        sv: 1,
        st: "C",
        sub: "visitor 2051",
        jti: "session 2051",
      },
      ...{ ...times, d: "device 2051", rq: "message", endAt: beginning + 9, ks: false, ttl },
    },
    { pk: "U#autumn-tour#visitor", sk: "0", sv: 1, e: 5, ttl: second },
  ]);
});

it("keeps a sum that has decayed to less than DynamoDB can hold as nothing", async () => {
  const control = aControl({ S0: 0, outcome: { closed: 3e-90, claimed: 4e-131 } });
  await store.startControl("spring-tour", control);
  expect(await store.readControl("spring-tour")).toEqual({
    ...control,
    outcome: { closed: 3e-90, claimed: 0 },
  });
});
