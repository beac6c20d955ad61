import type { Clock } from "../../../functions/waiting-room/clock";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** True time of a test: it moves only from one sleeper to the next, once everything awake has come to rest. */
export class VirtualTime implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];

  constructor(start = 1_800_000_000_000) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** What a process takes for the time: true time and its own error, which may change while it runs. */
  seenWith(offset: () => number): Clock {
    return { now: () => this.#now + offset() };
  }

  sleep(ms: number): Promise<void> {
    return this.sleepUntil(this.#now + Math.max(0, ms));
  }

  sleepUntil(until: number): Promise<void> {
    return new Promise((wake) => {
      const after = this.#sleepers.findLastIndex((other) => other.until <= until);
      this.#sleepers.splice(after + 1, 0, { until, wake });
    });
  }

  /** Wakes everyone in order until nobody sleeps or the time is `end`, and leaves the time there. */
  async runUntil(end: number): Promise<void> {
    await atRest();
    for (let next = this.#sleepers[0]; next !== undefined && next.until <= end; next = this.#sleepers[0]) {
      this.#sleepers.shift();
      this.#now = Math.max(this.#now, next.until);
      next.wake();
      await atRest();
    }
    this.#now = Math.max(this.#now, end);
  }

  advance(ms: number): Promise<void> {
    return this.runUntil(this.#now + ms);
  }
}

/** Everything that follows from an answer runs before the next immediate does. */
function atRest(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
