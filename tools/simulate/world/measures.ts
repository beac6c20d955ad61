/** How far people were overtaken: for each position, the latest arrival before it minus its own, in milliseconds. */
export function overtaking(
  positions: Int32Array,
  numberedAt: Float64Array,
): { readonly maxMs: number; readonly medianMs: number } {
  const last = positions.reduce((most, position) => Math.max(most, position), 0);
  const servedAt = new Float64Array(last + 1).fill(Number.NaN);
  for (const [index, position] of positions.entries()) {
    if (position > 0) servedAt[position] = numberedAt[index] ?? Number.NaN;
  }
  const by: number[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (const moment of servedAt) {
    if (Number.isNaN(moment)) continue;
    latest = Math.max(latest, moment);
    by.push(latest - moment);
  }
  const sorted = Float64Array.from(by).sort();
  return { maxMs: sorted.at(-1) ?? 0, medianMs: quantile(sorted, 0.5) };
}

/** Positions given out twice. */
export function duplicates(positions: Int32Array): number {
  const sorted = positions.filter((position) => position > 0).sort();
  let twice = 0;
  for (let index = 1; index < sorted.length; index += 1) if (sorted[index] === sorted[index - 1]) twice += 1;
  return twice;
}

/** @param sorted ascending. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export interface Shape {
  readonly mean: number;
  /** Deviation over mean. */
  readonly unevenness: number;
  /** 99th percentile over mean. */
  readonly peak: number;
  readonly max: number;
}

/** How even a rate is, second by second. */
export function shapeOf(perSecond: ArrayLike<number>, fromSecond: number, toSecond: number): Shape {
  const window = Float64Array.from(perSecond).slice(fromSecond, toSecond);
  const mean = window.reduce((sum, count) => sum + count, 0) / Math.max(1, window.length);
  const variance = window.reduce((sum, count) => sum + (count - mean) ** 2, 0) / Math.max(1, window.length);
  const sorted = window.sort();
  return {
    mean,
    unevenness: mean === 0 ? 0 : Math.sqrt(variance) / mean,
    peak: mean === 0 ? 0 : quantile(sorted, 0.99) / mean,
    max: sorted.at(-1) ?? 0,
  };
}

/** The largest of many; 0 of none. */
export function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (const value of Array.from(values)) most = Math.max(most, value);
  return most;
}
