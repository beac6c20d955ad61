import type { StatusDocument } from "../../waiting-room/status/document";

/** Where the line was at a moment of the platform's clock. */
export interface LinePoint {
  readonly at: number;
  readonly position: number;
}

/** The remaining wait: minutes between two bounds, or why there is no number. */
export type Estimate =
  | { readonly kind: "minutes"; readonly from: number; readonly to: number }
  | { readonly kind: "soon" }
  | { readonly kind: "paused" }
  | { readonly kind: "standstill" };

const observedForMs = 180_000;
const observedAtLeastMs = 20_000;
const mostPoints = 100;

/** The points with a new one, without those too old to tell today's speed. */
export function withPoint(points: readonly LinePoint[], point: LinePoint): readonly LinePoint[] {
  const last = points.at(-1);
  if (last !== undefined && point.at <= last.at) return points;
  // The newest of the old ones stays, so that rare polls still span a distance.
  const firstYoung = points.findIndex(({ at }) => point.at - at <= observedForMs);
  const recent = firstYoung === -1 ? points.slice(-1) : points.slice(Math.max(0, firstYoung - 1));
  return [...recent, point].slice(-mostPoints);
}

/**
 * How long `ahead` places take. The speed is what the line has really done of late; until that is known, what it is
 * set to. The bounds leave room on both sides, more so while nothing has been observed.
 */
export function estimateWait(
  document: StatusDocument,
  ahead: number,
  points: readonly LinePoint[],
): Estimate {
  if (document.mode === "PAUSED") return { kind: "paused" };
  const observed = observedSpeed(points);
  if (observed === 0) return { kind: "standstill" };
  const planned = document.line.slope > 0 ? document.line.slope : document.rate;
  const seconds = ahead / (observed ?? planned);
  return inMinutes(seconds * 0.8, seconds * (observed === undefined ? 1.6 : 1.25));
}

/** Positions a second over the last minutes; nothing if that was not watched for long enough. */
function observedSpeed(points: readonly LinePoint[]): number | undefined {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const elapsed = last.at - first.at;
  if (elapsed < observedAtLeastMs) return undefined;
  return Math.max(0, ((last.position - first.position) * 1_000) / elapsed);
}

function inMinutes(fromSeconds: number, toSeconds: number): Estimate {
  if (toSeconds < 60) return { kind: "soon" };
  const minutes = toSeconds / 60;
  const step = minutes <= 20 ? 1 : minutes <= 90 ? 5 : 15;
  const from = Math.max(1, Math.floor(fromSeconds / 60 / step) * step);
  return { kind: "minutes", from, to: Math.max(from, Math.ceil(minutes / step) * step) };
}
