import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aConfig, aControl, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { aPlace, aSession } from "../../test/support/waiting-room/a-visitor";
import { freshEvent } from "../../test/support/waiting-room/both-stores";
import { type LocalDynamo, startDynalite } from "../../test/support/waiting-room/dynalite";
import { type Loss, loseRequests, wireOf, type WireRequest } from "../../test/support/waiting-room/wire";
import type { Store } from "../waiting-room/store/store";
import { DynamoStore } from "./dynamodb-store";

const record = aRecord(aConfig());
const start = aControl({ S0: 0 });
const next = { ...start, segment: { S0: 5, t0: beginning + 2_000, slope: 10, cap: 30 } };
const renewal = { position: 7, visitor: "visitor 7", now: beginning, expiresAt: beginning + 200_000 };
const end = { position: 7, state: "completed", now: beginning, request: "message" } as const;
const move = { from: 7, to: 90, request: "second request", maxMoves: 3 };

let dynamo: LocalDynamo;
let store: Store;
let wire: WireRequest[];
let losses: (Loss | undefined)[];

beforeAll(async () => {
  dynamo = await startDynalite();
  const client = dynamo.connect();
  wire = wireOf(client);
  loseRequests(client, (operation) => (/^(Put|Update)Item$/.test(operation) ? losses.shift() : undefined));
  store = new DynamoStore({ client, tables: dynamo.tables });
});
afterAll(() => dynamo.stop());
beforeEach(() => {
  losses = [];
});

/** An event at which everything is there that a write may need. */
async function preparedEvent(): Promise<string> {
  const event = freshEvent();
  await store.createEvent(event, record);
  await store.startControl(event, start);
  await store.offerLate(event, 2, 100, 0);
  await store.takePlace(event, "visitor 7", aPlace(), beginning);
  await store.claim(event, aSession(), 1);
  return event;
}

const writes: readonly (readonly [
  what: string,
  write: (event: string) => Promise<unknown>,
  expected: unknown,
])[] = [
  ["a new event", () => store.createEvent(freshEvent(), record), "created"],
  ["an update of an event", (event) => store.updateEvent(event, { ...record, mode: "ENDED" }, 1), "written"],
  ["a seal", (event) => store.seal(event), { last: 0, firstLease: 1, sealedAt: 0 }],
  ["a first state of the line", () => store.startControl(freshEvent(), start), "started"],
  ["a tick", (event) => store.writeControl(event, next, start), "written"],
  ["an offer of late slots", (event) => store.offerLate(event, 4, 101, 0), "offered"],
  ["a first offer of late slots", () => store.offerLate(freshEvent(), 4, 101, 0), "offered"],
  ["a place", (event) => store.takePlace(event, "somebody", aPlace(), beginning), "taken"],
  ["a move", (event) => store.movePlace(event, "visitor 7", move), expect.objectContaining({ position: 90 })],
  ["a claim", (event) => store.claim(event, aSession({ position: 8 }), 1), "claimed"],
  ["a renewal", (event) => store.renew(event, renewal, 1), aSession({ expiresAt: renewal.expiresAt })],
];

describe("a write whose answer was lost is repeated by the client", () => {
  it.each(writes)("and %s is known to have happened", async (_, write, expected) => {
    const event = await preparedEvent();
    losses = ["after"];
    expect(await write(event)).toEqual(expected);
    expect(losses).toEqual([]);
  });

  it("and a lease leaves a gap, never a position given twice", async () => {
    const event = await preparedEvent();
    losses = ["after"];
    expect(await store.lease(event, 10, 100)).toMatchObject({ last: 20 });
    expect(await store.lease(event, 10, 100)).toMatchObject({ last: 30 });
  });

  it("and leading raises the fence once more, so that what is read is what stands", async () => {
    const event = await preparedEvent();
    losses = ["after"];
    const led = await store.lead(event, start.owner, beginning, 5_000);
    expect(led).toMatchObject({ fence: 3 });
    expect(await store.readControl(event)).toEqual(led);
  });

  it("and a late slot taken so costs one: fewer people come in, never more", async () => {
    const event = await preparedEvent();
    losses = ["after"];
    expect(await store.takeLate(event)).toBe(100);
    expect(await store.readLate(event)).toMatchObject({ offered: 0, granted: 2 });
  });

  it.each(["before", "after"] as const)(
    "but not a late slot put back, which would make a slot of nothing (lost %s it is done)",
    async (loss) => {
      const event = await preparedEvent();
      await store.takeLate(event);
      losses = [loss];
      wire.length = 0;
      await expect(store.returnLate(event, 100)).rejects.toMatchObject({ kind: "unavailable" });
      expect(await store.readLate(event)).toMatchObject({ offered: loss === "after" ? 2 : 1, granted: 1 });
      expect(wire.filter(({ operation }) => operation === "UpdateItem").length).toBeLessThanOrEqual(1);
    },
  );

  it("and an end is told to have been before", async () => {
    const event = await preparedEvent();
    losses = ["after"];
    expect(await store.endSession(event, end, 1)).toBe("already");
    expect(await store.readSession(event, 7, 1)).toMatchObject({ state: "completed", endedBy: "message" });
  });

  it("and an admission is told its own position", async () => {
    const event = await preparedEvent();
    losses = ["after"];
    expect(await store.admitOnce(event, "visitor 7", 7, beginning)).toBe(7);
  });
});

describe("a write that never arrived is repeated by the client", () => {
  it.each(writes)("and %s happens", async (_, write, expected) => {
    const event = await preparedEvent();
    losses = ["before"];
    expect(await write(event)).toEqual(expected);
  });
});

describe("a write that is lost twice", () => {
  it.each(writes)(
    "is not tried a third time, and nobody claims to know what became of %s",
    async (_, write) => {
      const event = await preparedEvent();
      losses = ["after", "after"];
      wire.length = 0;
      await expect(write(event)).rejects.toMatchObject({ name: "StoreError", kind: "unavailable" });
      expect(losses).toEqual([]);
    },
  );
});

it.each([1, 2, 3])("makes an event whole after its making broke off at write %i", async (write) => {
  const event = freshEvent();
  losses = [...Array<undefined>(write - 1).fill(undefined), "before", "before"];
  await expect(store.createEvent(event, record)).rejects.toMatchObject({ kind: "unavailable" });
  expect(await store.readEvent(event)).toBeUndefined();

  const other = { ...record, config: aConfig({ firstLease: 32 }) };
  expect(await store.createEvent(event, other)).toBe("created");
  expect(await store.readEvent(event)).toEqual({ ...other, version: 1 });
  expect(await store.readSequence(event)).toEqual({ last: 0, firstLease: 32 });
  expect(await store.listEvents()).toContain(event);
});

it("asks DynamoDB twice at most for one write", async () => {
  const event = await preparedEvent();
  losses = ["before", "before", "before"];
  wire.length = 0;
  await expect(store.lease(event, 1, 10)).rejects.toMatchObject({ kind: "unavailable" });
  expect(losses).toEqual(["before"]);
});
