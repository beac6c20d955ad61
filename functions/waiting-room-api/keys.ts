import type { Clock } from "../waiting-room/clock";
import { parseKeyRing, type KeyRing } from "../waiting-room/tokens/key-ring";

/** How long secrets are used before they are read again: rotation waits twice as long between its steps. */
export const secretMaxAgeSec = 60;

/** After a failure the secret is left alone for so long: nobody waits for it, and it is not asked at every request. */
const quietMs = 10_000;

/** Reads a secret's text, at most `secretMaxAgeSec` old. */
export type ReadSecret = () => Promise<string | undefined>;

/**
 * A secret, parsed once for each text it has had. While it cannot be read or is none, the last good one goes on:
 * rotation keeps every key valid for longer than that is likely to last.
 */
export class Secret<T> {
  #text: string | undefined;
  #value: T | undefined;
  #quietUntil = 0;

  constructor(
    private readonly read: ReadSecret,
    private readonly parse: (text: string) => T,
    private readonly clock: Clock,
  ) {}

  /** @throws what reading or parsing has thrown, as long as there has been no good one. */
  async value(): Promise<T> {
    if (this.#value !== undefined && this.clock.now() < this.#quietUntil) return this.#value;
    try {
      return this.#parsed(await this.read());
    } catch (error) {
      if (this.#value === undefined) throw error;
      this.#quietUntil = this.clock.now() + quietMs;
      return this.#value;
    }
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
