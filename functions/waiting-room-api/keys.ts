import type { Clock } from "../waiting-room/clock";
import { parseKeyRing, type KeyRing } from "../waiting-room/tokens/key-ring";

/** How long secrets are used before they are read again: rotation waits twice as long between its steps. */
export const secretMaxAgeSec = 60;

/** After a failure the secret is left alone for so long: nobody waits for it, and it is not asked at every request. */
const quietMs = 10_000;

/**
 * How long the last good value goes on. A key that was withdrawn because somebody has it must not be good for ever in a
 * process that cannot be told so.
 */
const lastGoodMs = 3_600_000;

/** Reads a secret's text, at most `secretMaxAgeSec` old. */
export type ReadSecret = () => Promise<string | undefined>;

/**
 * A secret, parsed once for each text it has had. While it cannot be read or is none, the last good one goes on for an
 * hour.
 */
export class Secret<T> {
  #text: string | undefined;
  #value: T | undefined;
  #goodAt = 0;
  #quietUntil = 0;
  #failure: unknown;

  constructor(
    private readonly read: ReadSecret,
    private readonly parse: (text: string) => T,
    private readonly clock: Clock,
  ) {}

  /** @throws what reading or parsing has thrown, if there has been no good one or not for an hour. */
  async value(): Promise<T> {
    if (this.#value !== undefined && this.clock.now() < this.#quietUntil) return this.#lastGood(this.#value);
    try {
      const value = this.#parsed(await this.read());
      this.#goodAt = this.clock.now();
      return value;
    } catch (error) {
      if (this.#value === undefined) throw error;
      this.#quietUntil = this.clock.now() + quietMs;
      this.#failure = error;
      return this.#lastGood(this.#value);
    }
  }

  #lastGood(value: T): T {
    if (this.clock.now() - this.#goodAt > lastGoodMs) throw this.#failure;
    return value;
  }

  /** The same object for the same text: keys derived from a ring are remembered by it. */
  #parsed(text: string | undefined): T {
    if (text === undefined) throw new Error("the secret is empty");
    if (this.#value !== undefined && text === this.#text) return this.#value;
    this.#value = this.parse(text);
    this.#text = text;
    return this.#value;
  }
}

export function keyRingSecret(read: ReadSecret, clock: Clock): Secret<KeyRing> {
  return new Secret(read, parseKeyRing, clock);
}
