import { createServer, type Server } from "node:http";
import type { Clock } from "../waiting-room/clock";

/** Milliseconds that a turn takes at most: two waits for messages, a batch, and its removal, with some room. */
const longestTurnMs = 120_000;

/** When a pod's lines of batches last turned, and were last answered. */
export class Pulse {
  readonly #turned: number[];
  readonly #answered: (number | undefined)[];

  constructor(
    lines: number,
    private readonly clock: Clock,
  ) {
    this.#turned = Array.from({ length: lines }, () => clock.now());
    this.#answered = Array.from({ length: lines }, () => undefined);
  }

  turned(line: number): void {
    this.#turned[line] = this.clock.now();
  }

  answered(line: number): void {
    this.#answered[line] = this.clock.now();
  }

  /** Whether none of them hangs. */
  get isAlive(): boolean {
    return this.#turned.every((at) => this.#isFresh(at));
  }

  /** Whether the queue answers each of them. */
  get isReady(): boolean {
    return this.#answered.every((at) => at !== undefined && this.#isFresh(at));
  }

  #isFresh(at: number): boolean {
    return this.clock.now() - at < longestTurnMs;
  }
}

/** Tells the kubelet, at `/live` and `/ready`. */
export function healthServer(pulse: Pick<Pulse, "isAlive" | "isReady">): Server {
  return createServer(({ url }, response) => {
    const states = new Map([
      ["/live", () => pulse.isAlive],
      ["/ready", () => pulse.isReady],
    ]);
    const state = states.get(url ?? "");
    response.writeHead(state === undefined ? 404 : state() ? 200 : 503).end();
  });
}
