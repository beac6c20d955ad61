/**
 * What a function answers in a second for each instance of it that may run at once, when it answers fast.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html#concurrency-vs-requests-per-second
 *
 * AWS says it of an account's concurrency. That it binds a reserved share as well is the cautious reading.
 */
export const requestsPerInstance = 10;

/**
 * The bucket of a whole account and region; a stage's larger one has no effect, and AWS raises it by itself only.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export const accountBurst = 5_000;

/** What API Gateway lets through to the function. */
export interface Throttle {
  /** Requests a second, on average. */
  readonly ratePerSecond: number;
  /** Requests at once. */
  readonly burst: number;
}

/** As many requests as the function can take, unless told otherwise: what is beyond is told 429 before it costs anything. */
export function throttleOf(settings: {
  readonly reservedConcurrency: number;
  readonly throttle: { readonly [Limit in keyof Throttle]?: number | undefined };
}): Throttle {
  const most = settings.reservedConcurrency * requestsPerInstance;
  return {
    ratePerSecond: settings.throttle.ratePerSecond ?? most,
    burst: settings.throttle.burst ?? Math.min(most, accountBurst),
  };
}
