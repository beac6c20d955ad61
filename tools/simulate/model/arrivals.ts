import type { Random } from "./random";

/** When each of so many visitors comes, in milliseconds after the start, the first first. */
export type Arrivals = (visitors: number, random: Random) => Float64Array;

/** A rush whose peak is its first moment and which fades until `seconds` are over; `fadeSeconds` is where a third is left. */
export function rush(seconds: number, fadeSeconds: number): Arrivals {
  const reached = 1 - Math.exp(-seconds / fadeSeconds);
  return (visitors, random) =>
    sorted(visitors, () => -fadeSeconds * 1_000 * Math.log(1 - random() * reached));
}

/** Evenly over so many seconds, each visitor on their own. */
export function steady(seconds: number, fromSecond = 0): Arrivals {
  return (visitors, random) => sorted(visitors, () => (fromSecond + random() * seconds) * 1_000);
}

/** The first `share` of the visitors come one way, the others another. */
export function both(share: number, first: Arrivals, second: Arrivals): Arrivals {
  return (visitors, random) => {
    const count = Math.round(visitors * share);
    const moments = new Float64Array(visitors);
    moments.set(first(count, random), 0);
    moments.set(second(visitors - count, random), count);
    return moments.sort();
  };
}

function sorted(visitors: number, moment: () => number): Float64Array {
  return Float64Array.from({ length: visitors }, moment).sort();
}
