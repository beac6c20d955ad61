import type { EventConfig } from "../event/config";
import { sessionBlockSize } from "../store/session-blocks";
import type { Control } from "../store/records";
import { positionAt } from "./history";
import { lineAt } from "./line";

/** Before the line has passed; with a slot of one's own; with a place only; with nothing. */
export type PlaceState = "waiting" | "called" | "late" | "lapsed";

/** What the line says at one moment, in effective positions: each state is everyone up to its mark. */
export interface Marks {
  readonly served: number;
  /** Those up to here have lost their slot. */
  readonly late: number;
  /** Those up to here have lost their place. */
  readonly lapsed: number;
}

type Line = Pick<Control, "segment" | "mode" | "until" | "history" | "firstBucket">;

type Windows = Pick<EventConfig, "promptMs" | "graceMs" | "failMode" | "openRate" | "rate">;

/** In a pause nobody's time runs: the marks stand where they stood when it began. */
export function markTime({ segment, mode }: Pick<Control, "segment" | "mode">, now: number): number {
  return mode === "PAUSED" ? Math.min(now, segment.t0) : now;
}

/**
 * The marks at `now`. Being late or lapsed is a matter of time since one was called, never of how many came after,
 * and a position that nobody has been given yet is neither.
 */
export function marks(control: Line, config: Windows, now: number): Marks {
  const { history, firstBucket } = control;
  const at = markTime(control, now);
  // Blocks that are no longer counted must not be claimed in, whatever a history that was lost and begun anew says.
  const closed = Math.max(0, firstBucket * sessionBlockSize - 1);
  const lapsed = Math.max(closed, positionAt(history, at - config.graceMs));
  const late = Math.max(lapsed, positionAt(history, at - config.promptMs));
  return { served: lineAt(control, config, now), late, lapsed };
}

/** Where the holder of an effective position stands. */
export function placeState(effective: number, control: Line, config: Windows, now: number): PlaceState {
  const { served, late, lapsed } = marks(control, config, now);
  if (effective > served) return "waiting";
  if (effective <= lapsed) return "lapsed";
  return effective <= late ? "late" : "called";
}
