/**
 * The serving line: at time t everyone up to position `min(cap, S0 + slope × (t − t0))` has been called.
 *
 * It is a function of time, so it moves without a write, and whoever evaluates it gets the same answer.
 */
export interface Segment {
  /** Position reached at `t0`. */
  readonly S0: number;
  /** Milliseconds since the epoch. */
  readonly t0: number;
  /** Positions a second. */
  readonly slope: number;
  /** The line goes no further, whatever the time: room has been counted up to here. */
  readonly cap: number;
}

/** The position the line has reached at `now`; before `t0` it stands at `S0`. */
export function served(segment: Segment, now: number): number {
  const elapsed = Math.max(0, now - segment.t0);
  return Math.min(segment.cap, segment.S0 + (segment.slope * elapsed) / 1_000);
}
