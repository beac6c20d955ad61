import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aConfig, anEvent, aRecord } from "../../../test/support/waiting-room/an-event";
import { faultyStore, Killed, type Fault } from "../../../test/support/waiting-room/faulty-store";
import { VirtualTime } from "../../../test/support/waiting-room/virtual-clock";
import { MemoryStore } from "../store/memory";
import { StoreError } from "../store/store";
import { LeasedPositions } from "./lease";

/** A position, when its owner asked for it and when they got it: true time. */
interface Given {
  readonly position: number;
  readonly askedAt: number;
  readonly givenAt: number;
}

const faults: readonly Fault[] = ["killed before", "killed after", "throttled", "unavailable", "unanswered"];

/** Somebody comes to a process, and what happens to the next lease there. */
const arrival = fc.record({
  after: fc.oneof(fc.constant(0), fc.nat(20), fc.nat(3_000)),
  process: fc.nat(3),
  fault: fc.option(fc.constantFrom(...faults), { freq: 5, nil: undefined }),
  there: fc.oneof(fc.constant(0), fc.nat(1_500)),
  back: fc.oneof(fc.constant(0), fc.nat(1_500)),
  /** The process's clock is set. */
  leap: fc.option(fc.integer({ min: -5_000, max: 5_000 }), { freq: 20, nil: undefined }),
  handsBack: fc.boolean(),
});

type Arrival = typeof arrival extends fc.Arbitrary<infer T> ? T : never;

const settings = fc.record({
  leaseMaxMs: fc.constantFrom(1, 100, 2_000, 10_000),
  leaseFillMs: fc.constantFrom(1, 750, 10_000),
  firstLease: fc.constantFrom(1, 4, 32),
  maxQueue: fc.constantFrom(50, 100_000),
});

type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

/** A process that is started again whenever it is killed: with an empty block, as after a crash. */
class Environment {
  #offset = 0;
  #positions: LeasedPositions;
  next: Pick<Arrival, "fault" | "there" | "back"> = { fault: undefined, there: 0, back: 0 };

  constructor(
    private readonly time: VirtualTime,
    private readonly store: MemoryStore,
  ) {
    this.#positions = this.#start();
  }

  #start(): LeasedPositions {
    const { time } = this;
    const sleep = (ms: number) => time.sleep(ms);
    const fault = () => {
      const { fault } = this.next;
      this.next = { ...this.next, fault: undefined };
      return fault;
    };
    const store = faultyStore(this.store, { fault, delay: () => this.next, sleep });
    return new LeasedPositions({ store, clock: time.seenWith(() => this.#offset), random: () => 0.5, sleep });
  }

  /** What the visitor keeps: nothing if the store failed or the process was killed. */
  async serve({ leap = 0, handsBack }: Arrival, config: Settings): Promise<Given | undefined> {
    this.#offset += leap;
    const positions = this.#positions;
    const askedAt = this.time.now();
    try {
      const position = await positions.take(anEvent, config);
      if (typeof position !== "number") return undefined;
      if (!handsBack) return { position, askedAt, givenAt: this.time.now() };
      positions.giveBack(anEvent, position);
    } catch (error) {
      if (error instanceof Killed) {
        if (this.#positions === positions) this.#positions = this.#start();
      } else if (!(error instanceof StoreError)) throw error;
    }
    return undefined;
  }
}

async function everyoneServed(arrivals: readonly Arrival[], config: Settings): Promise<Given[]> {
  const time = new VirtualTime();
  const store = new MemoryStore();
  await store.createEvent(anEvent, aRecord(aConfig()));
  const environments = [0, 1, 2, 3].map(() => new Environment(time, store));
  const served: Promise<Given | undefined>[] = [];
  for (const arrival of arrivals) {
    if (arrival.after > 0) await time.advance(arrival.after);
    const environment = environments[arrival.process];
    if (environment === undefined) continue;
    environment.next = arrival;
    served.push(environment.serve(arrival, config));
  }
  await time.advance(60_000);
  return (await Promise.all(served)).filter((given) => given !== undefined);
}

const manyArrivals = fc.array(arrival, { maxLength: 60 });

describe("positions of several processes that crash, lose answers and are throttled", () => {
  it("are never given twice, and never beyond what the store has counted", async () => {
    await fc.assert(
      fc.asyncProperty(manyArrivals, settings, async (arrivals, config) => {
        const positions = (await everyoneServed(arrivals, config)).map(({ position }) => position);
        expect(new Set(positions).size).toBe(positions.length);
        for (const position of positions) expect(position).toBeLessThan(config.maxQueue + 256);
      }),
      { numRuns: 2_000 },
    );
  });

  it("let nobody pass who came leaseMaxMs or longer after the one they pass had a position", async () => {
    await fc.assert(
      fc.asyncProperty(manyArrivals, settings, async (arrivals, config) => {
        const calm = arrivals.map((arrival) => ({ ...arrival, leap: undefined }));
        const given = await everyoneServed(calm, config);
        const fromTheEnd = given.sort((a, b) => b.position - a.position);
        let earliestBehind = Infinity;
        for (const { askedAt, givenAt } of fromTheEnd) {
          expect(askedAt - earliestBehind).toBeLessThan(config.leaseMaxMs);
          earliestBehind = Math.min(earliestBehind, givenAt);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
