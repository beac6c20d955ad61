import fc from "fast-check";
import type { EventConfig } from "../../../../functions/waiting-room/event/config";

/** What the operator orders, and when. Milliseconds since the world began. */
export interface Order {
  readonly at: number;
  readonly order:
    { readonly kind: "pause" | "resume" } | { readonly kind: "capacity" | "rate"; readonly value: number };
}

/** Everything a world is made of. The same plan is the same world, to the millisecond. */
export interface WorldPlan {
  /** What is left to chance is drawn from it: latencies, who comes and who does what. */
  readonly seed: number;
  readonly config: Partial<EventConfig>;
  readonly people: number;
  /** They come within this. */
  readonly rushMs: number;
  readonly lengthMs: number;
  /** Share of people who never claim, and of those who claim after their slot is gone. */
  readonly noShows: number;
  readonly latecomers: number;
  /** Share of requests to the store that go wrong in some way, and of those that take long. */
  readonly faults: number;
  readonly slowness: number;
  /** What each process takes for the time, as its difference from the store's. */
  readonly offsets: { readonly handlers: readonly number[]; readonly controllers: readonly number[] };
  readonly orders: readonly Order[];
}

const share = (max: number) => fc.double({ min: 0, max, noNaN: true });

const offset = fc.integer({ min: -2_000, max: 2_000 });

const config = fc
  .record({
    rate: fc.double({ min: 0.5, max: 20, noNaN: true }),
    capacity: fc.integer({ min: 1, max: 25 }),
    promptMs: fc.constantFrom(10_000, 14_000, 20_000),
    graceMs: fc.constantFrom(25_000, 60_000, 600_000),
    tickMs: fc.constantFrom(1_000, 2_000, 5_000),
    sessionTtlMs: fc.constant(30_000),
    sessionMaxMs: fc.constantFrom(30_000, 60_000),
    lateShare: fc.constantFrom(0, 0.1, 0.5, 1),
    joinStore: fc.constantFrom("table" as const, "none" as const),
    releaseOnComplete: fc.constantFrom("now" as const, "atExpiry" as const),
  })
  .map((choices) => ({ ...choices, poll: { minMs: 1_000, maxMs: 60_000, factor: 0.2, jitter: 0.2 } }));

const order: fc.Arbitrary<Order> = fc.record({
  at: fc.integer({ min: 5_000, max: 150_000 }),
  order: fc.oneof(
    fc.record({ kind: fc.constantFrom("pause" as const, "resume" as const) }),
    fc.record({ kind: fc.constant("capacity" as const), value: fc.integer({ min: 1, max: 25 }) }),
    fc.record({ kind: fc.constant("rate" as const), value: fc.double({ min: 0.5, max: 20, noNaN: true }) }),
  ),
});

const anyWorld: fc.Arbitrary<WorldPlan> = fc.record({
  seed: fc.nat(),
  config,
  people: fc.integer({ min: 5, max: 60 }),
  rushMs: fc.constantFrom(1_000, 20_000, 90_000),
  lengthMs: fc.constantFrom(60_000, 150_000),
  noShows: share(0.6),
  latecomers: share(0.5),
  faults: fc.constantFrom(0, 0.02, 0.15),
  slowness: fc.constantFrom(0, 0.05, 0.3),
  offsets: fc.record({
    handlers: fc.array(offset, { minLength: 2, maxLength: 3 }),
    controllers: fc.array(offset, { minLength: 1, maxLength: 3 }),
  }),
  orders: fc.array(order, { maxLength: 4 }),
});

/** Many want in at once, a few may, and the clocks are as far apart as they may be: room is given on at once. */
const pressedWorld = fc
  .record({
    world: anyWorld,
    capacity: fc.integer({ min: 1, max: 6 }),
    rate: fc.constantFrom(5, 20),
    lateShare: fc.constantFrom(0.5, 1),
    latecomers: fc.constantFrom(0, 0.6),
    fast: fc.boolean(),
  })
  .map(({ world, capacity, rate, lateShare, latecomers, fast }): WorldPlan => ({
    ...world,
    config: { ...world.config, capacity, rate, lateShare, tickMs: 1_000, promptMs: 10_000 },
    people: 40,
    rushMs: 1_000,
    noShows: 0.1,
    latecomers,
    offsets: { handlers: [-2_000, 2_000], controllers: fast ? [2_000] : [2_000, -2_000] },
  }));

export const worldPlans: fc.Arbitrary<WorldPlan> = fc.oneof(anyWorld, pressedWorld);

/** A number from 0 up to, not including, 1: the same sequence for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
