/** Lets `perSecond` through, and `burst` at once after a rest: how API Gateway and DynamoDB throttle. */
export class TokenBucket {
  #tokens: number;
  #filledAt = Number.NEGATIVE_INFINITY;

  constructor(
    readonly perSecond: number,
    readonly burst: number,
  ) {
    this.#tokens = burst;
  }

  /** Whether so many tokens were there; then they are gone. */
  take(nowMs: number, tokens = 1): boolean {
    if (nowMs > this.#filledAt) {
      const filled = ((nowMs - this.#filledAt) * this.perSecond) / 1_000;
      this.#tokens = Math.min(this.burst, this.#tokens + filled);
      this.#filledAt = nowMs;
    }
    if (this.#tokens < tokens) return false;
    this.#tokens -= tokens;
    return true;
  }
}
