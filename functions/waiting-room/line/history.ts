import { historyStepMs, settlingMs } from "../bounds";

/** Where the line was at a moment, but no further than positions had been given out. */
export interface HistoryPoint {
  readonly at: number;
  readonly position: number;
}

/** What will be asked of a history: where the line was a prompt window ago and where it was a grace ago. */
export interface HistoryUse {
  readonly promptMs: number;
  readonly graceMs: number;
}

/**
 * Where the line was at the last point at or before a moment; 0 before the first.
 *
 * The line may have been further, so whoever asks is taken to have been called later than he was, never earlier.
 */
export function positionAt(history: readonly HistoryPoint[], at: number): number {
  return history.findLast((point) => point.at <= at)?.position ?? 0;
}

/**
 * The history with one more point, if the line has moved since the last and `historyStepMs` have passed.
 *
 * It stays small: between the two moments that are asked for, points are thinned to the coarse step, and of those
 * older than both one is kept. A point that one of the two questions can reach is never taken away, so the answer to
 * the same question never goes back.
 */
export function withPoint(
  history: readonly HistoryPoint[],
  point: HistoryPoint,
  use: HistoryUse,
): readonly HistoryPoint[] {
  const last = history.at(-1);
  const moved = point.position > (last?.position ?? 0);
  const due = last === undefined || point.at - last.at >= historyStepMs;
  const points = moved && due ? [...history, point] : history;
  return withoutOld(thinned(points, point.at, use), point.at, use);
}

/** The same history as if everything had happened later: what a pause does to it. */
export function delayed(history: readonly HistoryPoint[], ms: number): readonly HistoryPoint[] {
  return history.map(({ at, position }) => ({ at: at + ms, position }));
}

/** At most 60 points for a grace, and none closer than ten seconds. */
function coarseStepMs({ graceMs }: HistoryUse): number {
  return Math.max(10_000, graceMs / 60);
}

/** A point is only taken away if the next one is too old for the nearer question, or it could still be the answer. */
function thinned(points: readonly HistoryPoint[], now: number, use: HistoryUse): readonly HistoryPoint[] {
  const coarse = coarseStepMs(use);
  const nearer = now - use.promptMs - 2 * settlingMs;
  const further = now - use.graceMs + coarse;
  const kept: HistoryPoint[] = [];
  points.forEach((point, index) => {
    const before = kept.at(-1);
    const close = before !== undefined && point.at - before.at < coarse;
    const next = points[index + 1];
    const between = next !== undefined && next.at < nearer && point.at >= further;
    if (!(close && between)) kept.push(point);
  });
  return kept;
}

function withoutOld(points: readonly HistoryPoint[], now: number, use: HistoryUse): readonly HistoryPoint[] {
  const oldestAsked = now - Math.max(use.graceMs, use.promptMs) - settlingMs;
  const first = points.findLastIndex(({ at }) => at <= oldestAsked);
  return first <= 0 ? points : points.slice(first);
}
