import type { EventConfig } from "../event/config";

export type LeaseConfig = Pick<EventConfig, "leaseMaxMs" | "leaseFillMs" | "firstLease" | "maxQueue">;

const largestLease = 256;

/** How long a join counts for the rate of joins, before it has faded to a third. */
const memoryMs = 2_000;

/** A few joins within less than this tell nothing about how many will follow. */
const shortestObservationMs = 100;

/** A process nobody has come to for that long starts anew: the next to come may be the first of a rush. */
const idleMs = 10_000;

/**
 * How many positions to lease at a time: as many as people will ask for in the next `leaseFillMs`, going by those who
 * asked lately. A store that throttles stretches that time up to `leaseMaxMs`, leases granted shorten it again.
 */
export class LeaseSize {
  /** Joins, and the share of the memory in which they were counted; both fade. */
  #joins = 0;
  #observed = 0;
  #at = 0;
  #started = false;
  #fillMs = 0;

  /** Somebody asks for a position. */
  joined(now: number): void {
    if (Math.abs(now - this.#at) > idleMs) {
      this.#joins = this.#observed = 0;
      this.#started = false;
      this.#at = now;
    }
    const fading = Math.exp(-Math.max(0, now - this.#at) / memoryMs);
    this.#joins = this.#joins * fading + 1;
    this.#observed = this.#observed * fading + (1 - fading);
    this.#at = now;
  }

  /** The size to ask for, while that many people wait for it. */
  next(waiting: number, config: LeaseConfig): number {
    const fillMs = this.#fill(config);
    const observedMs = Math.max(this.#observed * memoryMs, shortestObservationMs);
    const expected = this.#started
      ? (this.#joins / observedMs) * fillMs
      : (config.firstLease * fillMs) / config.leaseFillMs;
    return Math.min(largestLease, Math.max(1, waiting, Math.floor(expected)));
  }

  granted(config: LeaseConfig): void {
    this.#started = true;
    this.#fillMs = this.#fill(config) - config.leaseFillMs / 20;
  }

  throttled(config: LeaseConfig): void {
    this.#fillMs = 2 * this.#fill(config);
  }

  #fill({ leaseFillMs, leaseMaxMs }: LeaseConfig): number {
    return Math.max(leaseFillMs, Math.min(leaseMaxMs, this.#fillMs));
  }
}
