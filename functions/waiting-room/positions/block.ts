/** Positions a process has leased and not yet given out. */
export class Block {
  readonly #first: number;
  readonly #last: number;
  #next: number;
  readonly #returned: number[] = [];
  /** The latest moment it was asked about. */
  #latest: number;

  constructor(
    /** The last position of the block, and how many there are. */
    last: number,
    size: number,
    /** When the lease was asked for: the store may have counted it any time later. */
    readonly askedAt: number,
    /** Which lease of the process it is. */
    readonly ordinal: number,
  ) {
    this.#first = last - size + 1;
    this.#last = last;
    this.#next = this.#first;
    this.#latest = askedAt;
  }

  /** The next position; `undefined` when all are given out. */
  take(): number | undefined {
    return this.#returned.shift() ?? (this.#next <= this.#last ? this.#next++ : undefined);
  }

  /** Takes back a position it has given out; any other, or one it has back already, is not its own. */
  giveBack(position: number): void {
    const isOurs = position >= this.#first && position < this.#next && Number.isInteger(position);
    if (isOurs && !this.#returned.includes(position)) this.#returned.push(position);
  }

  /** Whether it is younger than that. A clock that runs backward, or stood still with its process, makes it old for good. */
  isFresh(now: number, maxAgeMs: number): boolean {
    this.#latest = now < this.#latest ? Infinity : now;
    return this.#latest - this.askedAt < maxAgeMs;
  }
}
