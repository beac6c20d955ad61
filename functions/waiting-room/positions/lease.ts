import { systemSleep, type Clock, type Sleep } from "../clock";
import { clockIsWrong } from "../clock-trust";
import { StoreError, type Store } from "../store/store";
import { Block } from "./block";
import { LeaseSize, type LeaseConfig } from "./lease-size";

interface Dependencies {
  readonly store: Pick<Store, "lease" | "clockOffset">;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly sleep?: Sleep;
}

/** Why nobody gets a position now. `clock`: this process's clock cannot be trusted with the order of people. */
export type Refusal = "full" | "unknown event" | "clock";

/** How long to wait before each repetition of a lease that was throttled, at most: less than a second in all. */
const retryDelaysMs = [50, 100, 200, 400];

/** However long the store takes to say that it throttles, it is not asked again later than this. */
const givesUpAfterMs = 1_000;

interface Counter {
  readonly size: LeaseSize;
  block: Block | undefined;
  /** Leases asked for so far. */
  asked: number;
  /** People waiting for a lease. */
  waiting: number;
  /** The one lease that is under way. */
  leasing: Promise<Refusal | undefined> | undefined;
}

/**
 * The positions this process gives out, from blocks it leases of the event's sequence: one write for many people.
 *
 * Nobody is given a position lower than one that was given out `leaseMaxMs` or longer before they asked. A lease whose
 * outcome is unknown leaves a gap, never a position given twice.
 */
export class LeasedPositions {
  readonly #store: Dependencies["store"];
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #sleep: Sleep;
  readonly #counters = new Map<string, Counter>();

  constructor({ store, clock, random, sleep = systemSleep }: Dependencies) {
    this.#store = store;
    this.#clock = clock;
    this.#random = random;
    this.#sleep = sleep;
  }

  /** The next position. Throws a StoreError if the store does not lease, also after some repetitions if it throttles. */
  async take(event: string, config: LeaseConfig): Promise<number | Refusal> {
    const counter = this.#counterOf(event);
    const askedBefore = counter.asked;
    counter.size.joined(this.#clock.now());
    for (;;) {
      if (clockIsWrong(this.#store)) {
        counter.block = undefined;
        return "clock";
      }
      const position = this.#fromBlock(counter, askedBefore, config);
      if (position !== undefined) return position;
      const refusal = await this.#awaitLease(event, counter, config);
      if (refusal !== undefined) return refusal;
    }
  }

  /** Takes back a position that nobody needed, if its block is still the one that is given out. */
  giveBack(event: string, position: number): void {
    this.#counters.get(event)?.block?.giveBack(position);
  }

  /** A block that was leased for somebody is theirs even if it is late: they came before it. */
  #fromBlock({ block }: Counter, askedBefore: number, { leaseMaxMs }: LeaseConfig): number | undefined {
    if (block === undefined) return undefined;
    const isUsable = block.ordinal > askedBefore || block.isFresh(this.#clock.now(), leaseMaxMs);
    return isUsable ? block.take() : undefined;
  }

  async #awaitLease(event: string, counter: Counter, config: LeaseConfig): Promise<Refusal | undefined> {
    counter.waiting += 1;
    counter.leasing ??= this.#lease(event, counter, config).finally(() => {
      counter.leasing = undefined;
    });
    try {
      return await counter.leasing;
    } finally {
      counter.waiting -= 1;
    }
  }

  async #lease(event: string, counter: Counter, config: LeaseConfig): Promise<Refusal | undefined> {
    const begunAt = this.#clock.now();
    for (const delayMs of [...retryDelaysMs, undefined]) {
      const ordinal = (counter.asked += 1);
      const askedAt = this.#clock.now();
      const size = counter.size.next(counter.waiting, config);
      try {
        const answer = await this.#store.lease(event, size, config.maxQueue);
        if (typeof answer === "string") return answer;
        counter.size.granted(config);
        counter.block = new Block(answer.last, size, askedAt, ordinal);
        return undefined;
      } catch (error) {
        if (!(error instanceof StoreError) || error.kind !== "throttled") throw error;
        counter.size.throttled(config);
        const pauseMs = ((delayMs ?? Infinity) * (1 + this.#random())) / 2;
        if (this.#clock.now() - begunAt + pauseMs > givesUpAfterMs) throw error;
        await this.#sleep(pauseMs);
      }
    }
    return undefined;
  }

  #counterOf(event: string): Counter {
    const known = this.#counters.get(event);
    if (known !== undefined) return known;
    const counter: Counter = {
      size: new LeaseSize(),
      block: undefined,
      asked: 0,
      waiting: 0,
      leasing: undefined,
    };
    this.#counters.set(event, counter);
    return counter;
  }
}
