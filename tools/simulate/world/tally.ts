/** What is counted while an on-sale runs. */
export class Tally {
  joinRequests = 0;
  joined = 0;
  admitRequests = 0;
  renewRequests = 0;
  completions = 0;
  polls = 0;
  /** Positions that were leased by the end. */
  issued = 0;
  /** Visitors with nothing more to do. */
  settled = 0;
  /** When the last visitor learnt that it is over; milliseconds after the start. */
  learntAt = 0;
  inside = 0;
  mostInside = 0;
  /** By the second. */
  readonly admissions: Uint32Array;
  /** The most people inside in each second. */
  readonly insideAt: Uint32Array;
  #second = 0;

  constructor(horizonMs: number) {
    this.admissions = new Uint32Array(Math.ceil(horizonMs / 1_000) + 1);
    this.insideAt = new Uint32Array(Math.ceil(horizonMs / 1_000) + 1);
  }

  entered(elapsedMs: number): void {
    const second = Math.floor(elapsedMs / 1_000);
    this.admissions[second] = (this.admissions[second] ?? 0) + 1;
    this.turnTo(second);
    this.inside += 1;
    this.mostInside = Math.max(this.mostInside, this.inside);
    this.insideAt[second] = Math.max(this.insideAt[second] ?? 0, this.inside);
  }

  left(elapsedMs: number): void {
    this.turnTo(Math.floor(elapsedMs / 1_000));
    this.inside -= 1;
    this.settled += 1;
  }

  /** Carries the number of people inside over to the seconds in which nobody came or went. */
  turnTo(second: number): void {
    for (; this.#second < second; this.#second += 1) this.insideAt[this.#second + 1] = this.inside;
  }
}
