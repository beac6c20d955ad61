import type { Random } from "./random";

export type Routing = "most recently used" | "random";

/** A function's environments, each serving one request at a time. Both known ways to choose among idle ones. */
export class Fleet<Environment> {
  readonly #idle: Environment[] = [];
  /** Who gets free in which millisecond, as a ring over the longest service. */
  readonly #busy: Environment[][];
  #now = 0;
  #size = 0;

  constructor(
    private readonly options: {
      readonly make: (index: number) => Environment;
      readonly routing: Routing;
      readonly serviceMs: number;
      /** Reserved concurrency. */
      readonly limit: number;
      readonly random: Random;
    },
  ) {
    this.#busy = Array.from({ length: options.serviceMs + 1 }, () => []);
  }

  get size(): number {
    return this.#size;
  }

  /** Frees whoever is done by then. */
  turnTo(nowMs: number): void {
    const steps = Math.min(nowMs - this.#now, this.#busy.length);
    for (let step = 1; step <= steps; step += 1) {
      const freed = this.#busy[(nowMs - steps + step) % this.#busy.length] ?? [];
      for (const environment of freed) this.#idle.push(environment);
      freed.length = 0;
    }
    this.#now = nowMs;
  }

  /** An environment for one request, until it is done; undefined if all are busy. */
  route(): Environment | undefined {
    if (this.#idle.length > 0) return this.#chooseIdle();
    if (this.#size >= this.options.limit) return undefined;
    this.#size += 1;
    return this.options.make(this.#size - 1);
  }

  /** The request is answered as soon as it has taken the time of a service. */
  done(environment: Environment): void {
    this.#busy[(this.#now + this.options.serviceMs) % this.#busy.length]?.push(environment);
  }

  #chooseIdle(): Environment | undefined {
    if (this.options.routing === "random") {
      const last = this.#idle.length - 1;
      const chosen = Math.floor(this.options.random() * this.#idle.length);
      const environment = this.#idle[chosen] as Environment;
      this.#idle[chosen] = this.#idle[last] as Environment;
      this.#idle[last] = environment;
    }
    return this.#idle.pop();
  }
}
