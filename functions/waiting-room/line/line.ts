import type { EventConfig } from "../event/config";
import type { Control } from "../store/records";
import { served, type Segment } from "./segment";

type Line = Pick<Control, "segment" | "mode" | "until">;

type FailMode = Pick<EventConfig, "failMode" | "openRate" | "rate">;

/** Nobody has counted for too long, and the operator chose to go on: the bound on people inside is given up. */
export function isDegraded(control: Line, config: FailMode, now: number): boolean {
  return config.failMode === "open" && control.mode === "QUEUE" && now > control.until;
}

/**
 * The line that holds at `now`, as everyone must evaluate it: the published one, or once it has run out and the
 * operator chose to go on, its continuation at the open rate and without a cap.
 */
export function segmentAt(control: Line, config: FailMode, now: number): Segment {
  if (!isDegraded(control, config, now)) return control.segment;
  return {
    S0: served(control.segment, control.until),
    t0: control.until,
    slope: Math.min(config.openRate ?? config.rate, config.rate),
    cap: Number.MAX_SAFE_INTEGER,
  };
}

/** The position the line has reached at `now`. Everyone up to it has been called. */
export function lineAt(control: Line, config: FailMode, now: number): number {
  return served(segmentAt(control, config, now), now);
}
