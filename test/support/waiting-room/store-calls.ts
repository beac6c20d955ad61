import fc from "fast-check";
import type { EventConfig } from "../../../functions/waiting-room/event/config";
import { type Store, StoreError } from "../../../functions/waiting-room/store/store";
import { aConfig, aControl, aRecord, beginning } from "./an-event";
import { aPlace, aSession } from "./a-visitor";

type Method = Exclude<keyof Store, "bucketSize" | "clockOffset" | "listEvents">;

/** One thing asked of a store. */
export type StoreCall = { [M in Method]: readonly [method: M, args: Parameters<Store[M]>] }[Method];

/** The answer, or what kind of error it was. */
export async function answerTo(store: Store, [method, args]: StoreCall): Promise<unknown> {
  const ask = Reflect.get(store, method) as (...args: unknown[]) => Promise<unknown>;
  try {
    return await Reflect.apply(ask, store, args);
  } catch (error) {
    if (error instanceof StoreError) return `failed: ${error.kind}`;
    throw error;
  }
}

type Arbitraries<T extends readonly unknown[]> = { readonly [I in keyof T]: fc.Arbitrary<T[I]> };

function calls<M extends Method>(method: M, ...args: Arbitraries<Parameters<Store[M]>>) {
  return fc.tuple(
    fc.constant(method),
    fc.tuple(...(args as fc.Arbitrary<unknown>[])),
  ) as unknown as fc.Arbitrary<Extract<StoreCall, readonly [M, unknown]>>;
}

const shards = fc.constant(2);
const small = fc.integer({ min: 0, max: 3 });
const visitor = fc.constantFrom("visitor 1", "visitor 1", "visitor 2");
const owner = fc.constantFrom("first", "first", "second");
const request = fc.constantFrom("request 1", "request 2");
const position = fc.constantFrom(1, 2, 1_023, 1_024);
const version = fc.constantFrom(1, 1, 2);
const moment = small.map((minutes) => beginning + minutes * 60_000);
const mode = fc.constantFrom("QUEUE", "PAUSED", "ENDED");
const config: fc.Arbitrary<EventConfig> = fc
  .record({
    rate: fc.integer({ min: 1, max: 9_999 }).map((thousandths) => thousandths / 1_000),
    firstLease: fc.constantFrom(1, 32),
  })
  .map(aConfig);
const record = fc.tuple(config, mode).map(([choices, state]) => aRecord(choices, state));
const place = fc.record({ position, lastRequest: request }).map(aPlace);
const end = fc.integer({ min: 2, max: 5 }).map((minutes) => beginning + minutes * 60_000);
const session = fc
  .record({ position, visitor, expiresAt: end, late: fc.boolean(), generation: small })
  .map((choices) => aSession({ ...choices, maxExpiresAt: beginning + 240_000 }));
const control = fc
  .record({
    version,
    owner,
    fence: version,
    leaseUntil: moment,
    S0: small.map((eighths) => eighths / 8),
    active: small,
  })
  .map(aControl);

/**
 * Anything a store can be asked of these events, in any order, with so few values that much of it meets. The calls of
 * one run agree on the number of shards, as those of one event do.
 */
export function storeCalls(events: readonly string[]): fc.Arbitrary<StoreCall> {
  const [most, ...others] = events.map((name) => fc.constant(name));
  if (most === undefined) throw new Error("calls are of an event");
  const event = fc.oneof(
    { weight: 8, arbitrary: most },
    ...others.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
  return fc.oneof(
    calls("readEvent", event),
    calls("createEvent", event, record),
    calls("updateEvent", event, record, small),
    calls("readSequence", event),
    calls(
      "lease",
      event,
      small.map((size) => size + 1),
      fc.constantFrom(2, 5, 1_000),
    ),
    calls("seal", event),
    calls("setFirstLease", event, small),
    calls("readControl", event),
    calls("startControl", event, control),
    calls("lead", event, owner, moment, fc.constantFrom(5_000, 90_000)),
    calls("writeControl", event, control, control),
    calls("writeControl", event, control, control),
    calls("readLate", event),
    calls("offerLate", event, small, small, small),
    calls("takeLate", event),
    calls("returnLate", event, small),
    calls("readPlace", event, visitor),
    calls("takePlace", event, visitor, place, moment),
    calls("movePlace", event, visitor, fc.record({ from: position, to: position, request, maxMoves: small })),
    calls("readSession", event, position, shards),
    calls("claim", event, session, shards),
    calls("claim", event, session, shards),
    calls("renew", event, fc.record({ position, visitor, now: moment, expiresAt: end }), shards),
    calls("renew", event, fc.record({ position, visitor, now: moment, expiresAt: end }), shards),
    calls(
      "endSession",
      event,
      fc.record({
        position,
        state: fc.constantFrom("completed", "revoked"),
        now: moment,
        request,
        keepsSlot: fc.boolean(),
      }),
      shards,
    ),
    calls("countBucket", event, fc.constantFrom(0, 1), moment, shards),
    calls("countClaimed", event, fc.constantFrom(0, 1, 2), fc.constantFrom(1, 2, 1_023), shards),
    calls("admitOnce", event, visitor, position, moment),
    calls("readAdmitted", event, visitor),
  );
}
