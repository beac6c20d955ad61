/** The time, in milliseconds since the epoch. Everything in the waiting room takes it from here, so that tests own it. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
