import { expect, it } from "vitest";
import { aConfig, aControl, anEvent, aRecord, beginning } from "../../../test/support/waiting-room/an-event";
import { aPlace, aSession } from "../../../test/support/waiting-room/a-visitor";
import { MemoryStore } from "./memory";

/** Tries to change a record wherever it can be changed. */
function tamper(record: object): void {
  for (const [name, value] of Object.entries(record)) {
    if (typeof value === "object" && value !== null) tamper(value as object);
    Reflect.set(record, name, "tampered");
  }
  if (Array.isArray(record)) Reflect.set(record, record.length, "added");
}

const control = () => aControl({ S0: 1, history: [{ at: beginning, position: 1 }] });

/** What can be kept: how it looks, how it is handed in, and how it is handed out again. */
const kept: readonly (readonly [
  what: string,
  make: () => object,
  write: (store: MemoryStore, record: never) => Promise<unknown>,
  read: (store: MemoryStore) => Promise<object | undefined>,
])[] = [
  [
    "an event",
    () => aRecord(aConfig()),
    (store, record) => store.createEvent(anEvent, record),
    (store) => store.readEvent(anEvent),
  ],
  [
    "the line",
    control,
    (store, record) => store.startControl(anEvent, record),
    (store) => store.readControl(anEvent),
  ],
  [
    "a place",
    aPlace,
    (store, record) => store.takePlace(anEvent, "visitor", record, beginning),
    (store) => store.readPlace(anEvent, "visitor"),
  ],
  [
    "a session",
    aSession,
    (store, record) => store.claim(anEvent, record, 1),
    (store) => store.readSession(anEvent, 7, 1),
  ],
];

it.each(kept)(
  "keeps %s as it was handed in, whatever becomes of what was handed in or out",
  async (...kind) => {
    const [, make, write, read] = kind;
    const store = new MemoryStore();
    const handedIn = make();
    await write(store, handedIn as never);
    tamper(handedIn);
    const handedOut = await read(store);
    if (handedOut === undefined) throw new Error("it was not kept");
    tamper(handedOut);
    expect(await read(store)).toMatchObject(make());
  },
);

it("does not give a late slot or a position out through what it handed out", async () => {
  const store = new MemoryStore();
  await store.createEvent(anEvent, aRecord(aConfig()));
  await store.offerLate(anEvent, 1, 100, 0);
  tamper(await store.readLate(anEvent));
  const sequence = await store.lease(anEvent, 3, 10);
  if (typeof sequence === "string") throw new Error("there is room");
  tamper(sequence);
  expect(await store.readLate(anEvent)).toEqual({ offered: 1, granted: 0, offer: 100 });
  expect(await store.readSequence(anEvent)).toEqual({ last: 3, firstLease: 1 });
});

it("keeps what somebody has read as it was then, when it changes later", async () => {
  const store = new MemoryStore();
  await store.claim(anEvent, aSession(), 1);
  const before = await store.readSession(anEvent, 7, 1);
  await store.endSession(anEvent, { position: 7, state: "completed", now: beginning, request: "message" }, 1);
  expect(before).toEqual(aSession());
});
