import type { Control } from "../store/records";

type Outcome = Control["outcome"];

/** After that many positions, what was seen before counts half. */
const halfLife = 1_000;

/** Nothing is known: as if the last few had all come. */
export const unknownOutcome: Outcome = { closed: 20, claimed: 20 };

/** The sums with those added whose time to claim has just ended. */
export function observed(outcome: Outcome, { closed, claimed }: Outcome): Outcome {
  const kept = 0.5 ** (closed / halfLife);
  return { closed: outcome.closed * kept + closed, claimed: outcome.claimed * kept + claimed };
}

/** The line never runs at more than this many times the rate, however few come. */
const fastestFactor = 2;

/** Share of called positions that were claimed within their prompt window. */
export function yieldOf({ closed, claimed }: Outcome): number {
  return closed <= 0 ? 1 : Math.min(1, claimed / closed);
}

/** Positions a second that bring `rate` people a second, those who come late included. */
export function positionsPerSecond(
  { rate, lateShare }: { readonly rate: number; readonly lateShare: number },
  latePerSecond: number,
  outcome: Outcome,
): number {
  const prompt = rate - Math.min(latePerSecond, rate * lateShare);
  return Math.min(rate * fastestFactor, prompt / Math.max(yieldOf(outcome), Number.EPSILON));
}
