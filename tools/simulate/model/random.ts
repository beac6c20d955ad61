/** From 0 up to, not including, 1. */
export type Random = () => number;

/** The same numbers for the same seed and label on every machine (mulberry32). Labels make streams that do not mix. */
export function seeded(seed: number, label: string): Random {
  let state = seed >>> 0;
  for (const character of label) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A normal number of mean 0 and deviation 1 (Box and Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export interface Stay {
  readonly meanMs: number;
  /** Deviation of the logarithm: 0.8 is a wide spread around a short typical stay. */
  readonly sigma: number;
  readonly capMs: number;
}

/** How long someone stays: lognormal, cut at the cap. */
export function stayMs({ meanMs, sigma, capMs }: Stay, random: Random): number {
  return Math.min(capMs, Math.exp(Math.log(meanMs) - sigma ** 2 / 2 + sigma * normal(random)));
}
