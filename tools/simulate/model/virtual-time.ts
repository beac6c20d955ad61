import type { Clock } from "../../../functions/waiting-room/clock";

/** Any moment would do; a fixed one makes every run the same. */
const start = Date.UTC(2026, 8, 1, 11);

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * Time that passes when the simulation says so. What runs at one moment runs to its end, or until it sleeps, before the
 * next moment comes.
 */
export class VirtualTime implements Clock {
  /** Milliseconds since the start. */
  elapsed = 0;
  #running = 0;
  #sleepers: Sleeper[] = [];
  readonly #failures: unknown[] = [];

  now(): number {
    return start + this.elapsed;
  }

  /** The moment so many milliseconds after the start. */
  at(elapsed: number): number {
    return start + elapsed;
  }

  readonly sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      this.#sleepers.push({ until: this.elapsed + Math.max(1, milliseconds), wake });
    });

  /** Lets something run within this moment. */
  async run(task: Promise<void>): Promise<void> {
    this.#running += 1;
    task.then(
      () => (this.#running -= 1),
      (error: unknown) => {
        this.#running -= 1;
        this.#failures.push(error);
      },
    );
    await this.#settle();
  }

  /** Lets time pass up to then; a promise only if that woke somebody, since there are millions of moments. */
  turnTo(elapsed: number): Promise<void> | undefined {
    this.elapsed = elapsed;
    return this.#sleepers.some(({ until }) => until <= elapsed) ? this.#wake() : undefined;
  }

  async #wake(): Promise<void> {
    const { elapsed } = this;
    const due = this.#sleepers.filter(({ until }) => until <= elapsed);
    this.#sleepers = this.#sleepers.filter(({ until }) => until > elapsed);
    for (const { wake } of due) wake();
    await this.#settle();
  }

  /** Every task that does not sleep waits for nothing but promises that are kept at once. */
  async #settle(): Promise<void> {
    while (this.#running > this.#sleepers.length) await Promise.resolve();
    if (this.#failures.length > 0) throw new AggregateError(this.#failures, "a simulated task failed");
  }
}
