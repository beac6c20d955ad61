const none = -1;

/**
 * What happens next to whom, by the millisecond. Everyone has at most one thing to come, so a moment is a list through
 * one array: a million visitors cost no memory but two numbers each, and no sorting.
 */
export class Wheel {
  readonly #first: Int32Array;
  readonly #next: Int32Array;
  #now = 0;

  /** @param horizonMs nothing happens at or after it. */
  constructor(
    entities: number,
    readonly horizonMs: number,
  ) {
    this.#first = new Int32Array(horizonMs).fill(none);
    this.#next = new Int32Array(entities).fill(none);
  }

  /** Ends this millisecond. */
  turnTo(now: number): void {
    this.#now = now;
  }

  /** Sets when it is the entity's turn: at the earliest now, never if it would be after the horizon. */
  set(entity: number, at: number): void {
    const moment = Math.max(this.#now, Math.ceil(at));
    if (moment >= this.horizonMs) return;
    this.#next[entity] = this.#first[moment] ?? none;
    this.#first[moment] = entity;
  }

  /** Somebody whose turn it is; undefined if there is nobody left in this millisecond. */
  take(): number | undefined {
    const entity = this.#first[this.#now] ?? none;
    if (entity === none) return undefined;
    this.#first[this.#now] = this.#next[entity] ?? none;
    return entity;
  }
}
