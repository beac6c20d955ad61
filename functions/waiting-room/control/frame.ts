import { settlingMs } from "../bounds";
import type { EventConfig, Mode } from "../event/config";
import { delayed, positionAt, withPoint, type HistoryPoint } from "../line/history";
import { isDegraded, lineAt } from "../line/line";
import { markTime } from "../line/place";
import { served } from "../line/segment";
import type { Control } from "../store/records";

/** Closer to the cap than this, the line is there: what is missing is the rounding of a sum. */
const rounding = 1e-6;

/** Where everything stands at the moment of a tick, before anybody is counted. Positions are effective. */
export interface Frame {
  readonly now: number;
  readonly reached: number;
  readonly history: readonly HistoryPoint[];
  /** Those up to here have lost their slot. */
  readonly late: number;
  /** Those up to here have lost their place. */
  readonly lapsed: number;
  /** Nobody up to here can still claim a slot of his own, not even by a request that is on its way. */
  readonly settled: number;
  /** Nobody up to here can still take a late slot, not even by a request that is on its way. */
  readonly over: number;
  /** Up to where prompt windows had ended at the last tick. */
  readonly closedBefore: number;
  /** The highest position anybody could have been given. */
  readonly issued: number;
}

export interface Moment {
  readonly mode: Mode;
  readonly config: EventConfig;
  readonly now: number;
  /** Last position given out. */
  readonly issued: number;
  /** The highest position known to be claimed, where the line was lost. */
  readonly highestClaimed: number;
}

export function frameOf(control: Control, moment: Moment): Frame {
  const { mode, config, now, issued } = moment;
  const { promptMs, graceMs } = config;
  const reached = reachedAt(control, moment);
  const standing = control.mode === "PAUSED" && mode === "PAUSED";
  const past = pastOf(control, moment);
  const history = standing ? past : withPoint(past, { at: now, position: Math.min(reached, issued) }, config);
  const at = standing ? markTime(control, now) : now;
  return {
    now,
    reached,
    history,
    issued,
    late: positionAt(history, at - promptMs),
    lapsed: positionAt(history, at - graceMs),
    settled: positionAt(history, at - promptMs - settlingMs),
    over: positionAt(history, at - graceMs - settlingMs),
    closedBefore: positionAt(control.history, markTime(control, control.tickedAt) - promptMs),
  };
}

function reachedAt(control: Control, { mode, config, now, issued, highestClaimed }: Moment): number {
  const line = served(control.segment, now);
  const { cap } = control.segment;
  const onLine = Math.max(cap - line < rounding ? cap : line, highestClaimed);
  // Everyone passes, so everyone has been called.
  if (mode === "OPEN") return Math.max(onLine, issued);
  if (!isDegraded(control, config, now)) return onLine;
  // Without a controller the line ran on past the last position: nobody has seen that part, and it must not be banked.
  const aTick = (config.rate * config.tickMs) / 1_000;
  return Math.max(onLine, Math.min(lineAt(control, config, now), issued + aTick));
}

function pastOf(control: Control, { mode, now, highestClaimed }: Moment): readonly HistoryPoint[] {
  const { history, segment } = control;
  if (control.mode === "PAUSED" && mode !== "PAUSED") {
    return delayed(history, Math.max(0, now - segment.t0));
  }
  const [first] = history;
  // Positions that turned out to be claimed on a line that was lost: who is among them was called by that line.
  if (first !== undefined && highestClaimed > first.position)
    return [{ at: first.at, position: highestClaimed }];
  return history;
}
