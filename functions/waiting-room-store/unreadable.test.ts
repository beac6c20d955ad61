import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aConfig, aControl, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { aPlace, aSession } from "../../test/support/waiting-room/a-visitor";
import { freshEvent } from "../../test/support/waiting-room/both-stores";
import { type LocalDynamo, startDynalite } from "../../test/support/waiting-room/dynalite";
import type { Store } from "../waiting-room/store/store";
import { DynamoStore } from "./dynamodb-store";
import {
  admittedKey,
  configKey,
  controlKey,
  type ItemKey,
  lateKey,
  placeKey,
  sequenceKey,
  sessionKey,
} from "./keys";

const record = aRecord(aConfig());
const start = aControl({ S0: 0 });
const move = { from: 7, to: 90, request: "second request", maxMoves: 3 };
const renewal = { position: 7, visitor: "visitor 7", now: beginning, expiresAt: beginning + 200_000 };
const end = { position: 7, state: "revoked", now: beginning, request: "operator" } as const;

let dynamo: LocalDynamo;
let client: DynamoDBDocumentClient;
let store: Store;
beforeAll(async () => {
  dynamo = await startDynalite();
  client = dynamo.connect();
  store = new DynamoStore({ client, tables: dynamo.tables });
});
afterAll(() => dynamo.stop());

type Attributes = Record<string, unknown>;

interface Kind {
  readonly what: string;
  readonly table: "counters" | "positions";
  readonly key: (event: string) => ItemKey;
  /** Attributes it must have. */
  readonly needs: readonly string[];
  readonly make: (event: string) => Promise<unknown>;
  /** Everything that reads or changes it, and is told so. */
  readonly calls: readonly ((event: string) => Promise<unknown>)[];
}

const kinds: readonly Kind[] = [
  {
    what: "event",
    table: "counters",
    key: configKey,
    needs: ["sv", "v", "mode", "config", "seed", "enforceFrom"],
    make: (event) => store.createEvent(event, record),
    calls: [
      (event) => store.readEvent(event),
      (event) => store.createEvent(event, record),
      (event) => store.updateEvent(event, { ...record, mode: "ENDED" }, 2),
    ],
  },
  {
    what: "sequence",
    table: "counters",
    key: sequenceKey,
    needs: ["sv", "nxt", "k0"],
    make: (event) => store.createEvent(event, record),
    calls: [(event) => store.readSequence(event), (event) => store.lease(event, 1, 0)],
  },
  {
    what: "line",
    table: "counters",
    key: controlKey,
    needs: [
      "sv",
      "v",
      "fence",
      "own",
      "lu",
      "S0",
      "t0",
      "slope",
      "cap",
      "capMax",
      "hist",
      "taken",
      "closed",
      "bucket",
    ],
    make: (event) => store.startControl(event, start),
    calls: [
      (event) => store.readControl(event),
      (event) => store.startControl(event, start),
      (event) => store.writeControl(event, start, { ...start, version: 9 }),
    ],
  },
  {
    what: "late slots",
    table: "counters",
    key: lateKey,
    needs: ["sv", "q", "granted", "tv"],
    make: (event) => store.offerLate(event, 1, 100, 0),
    calls: [(event) => store.readLate(event), (event) => store.offerLate(event, 1, 99, 0)],
  },
  {
    what: "place",
    table: "positions",
    key: (event) => placeKey(event, "visitor"),
    needs: ["sv", "pos", "gen", "iat", "d", "lr"],
    make: (event) => store.takePlace(event, "visitor", aPlace(), beginning),
    calls: [
      (event) => store.readPlace(event, "visitor"),
      (event) => store.takePlace(event, "visitor", aPlace(), beginning),
      (event) => store.movePlace(event, "visitor", { ...move, from: 1 }),
    ],
  },
  {
    what: "admission",
    table: "positions",
    key: (event) => admittedKey(event, "visitor"),
    needs: ["sv", "e"],
    make: (event) => store.admitOnce(event, "visitor", 7, beginning),
    calls: [
      (event) => store.readAdmitted(event, "visitor"),
      (event) => store.admitOnce(event, "visitor", 7, beginning),
    ],
  },
  {
    what: "session",
    table: "positions",
    key: (event) => sessionKey(event, 7, 1),
    needs: ["sv", "st", "sub", "jti", "d", "iat", "exp", "mx"],
    make: (event) => store.claim(event, aSession(), 1),
    calls: [
      (event) => store.readSession(event, 7, 1),
      (event) => store.claim(event, aSession(), 1),
      (event) => store.renew(event, { ...renewal, visitor: "somebody else" }, 1),
    ],
  },
];

async function itemOf({ table, key }: Kind, event: string): Promise<Attributes> {
  const { Item } = await client.send(new GetCommand({ TableName: dynamo.tables[table], Key: key(event) }));
  return Item ?? {};
}

async function spoiled(
  kind: Kind,
  spoil: (item: Attributes) => Attributes,
): Promise<readonly [string, Attributes]> {
  const event = freshEvent();
  await kind.make(event);
  const item = spoil(await itemOf(kind, event));
  await client.send(new PutCommand({ TableName: dynamo.tables[kind.table], Item: item }));
  return [event, item];
}

const unreadable = { name: "StoreError", kind: "unreadable" };

describe.each(kinds)("an item of the $what", (kind) => {
  it("that another version wrote is not acted upon, and left as it is", async () => {
    const [event, item] = await spoiled(kind, (good) => ({ ...good, sv: 2 }));
    for (const call of kind.calls) await expect(call(event)).rejects.toMatchObject(unreadable);
    expect(await itemOf(kind, event)).toEqual(item);
  });

  it.each(kind.needs)("without %s, or with another kind of it, is not acted upon", async (name) => {
    for (const spoil of [
      ({ [name]: _, ...rest }: Attributes) => rest,
      (good: Attributes) => ({ ...good, [name]: { surprise: true } }),
    ]) {
      const [event, item] = await spoiled(kind, spoil);
      for (const call of kind.calls) await expect(call(event)).rejects.toMatchObject(unreadable);
      expect(await itemOf(kind, event)).toEqual(item);
    }
  });
});

/** Calls whose condition would hold if the item were of this version. */
const changes: readonly (readonly [what: string, change: (event: string) => Promise<unknown>])[] = [
  ["event", (event) => store.updateEvent(event, { ...record, mode: "ENDED" }, 1)],
  ["sequence", (event) => store.lease(event, 1, 100)],
  ["sequence", (event) => store.seal(event)],
  ["sequence", (event) => store.setFirstLease(event, 9)],
  ["line", (event) => store.lead(event, start.owner, beginning, 5_000)],
  ["line", (event) => store.writeControl(event, start, start)],
  ["late slots", (event) => store.offerLate(event, 5, 101, 0)],
  ["place", (event) => store.movePlace(event, "visitor", move)],
  ["session", (event) => store.renew(event, renewal, 1)],
  ["session", (event) => store.endSession(event, end, 1)],
];

it.each(changes)(
  "a change of the %s of another version is refused, and nothing is written",
  async (what, change) => {
    const kind = kinds.find((candidate) => candidate.what === what);
    if (kind === undefined) throw new Error(`no kind is called ${what}`);
    const [event, item] = await spoiled(kind, (good) => ({ ...good, sv: 2 }));
    await expect(change(event)).rejects.toMatchObject(unreadable);
    expect(await itemOf(kind, event)).toEqual(item);
  },
);
