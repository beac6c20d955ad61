import { settlingMs } from "../bounds";
import type { EventConfig, Mode } from "../event/config";
import { isDegraded } from "../line/line";
import type { Segment } from "../line/segment";
import type { Control, LateSlots } from "../store/records";
import type { Inside } from "./count";
import type { Frame } from "./frame";
import { lateOffer, lateTaken, withSample } from "./late-lane";
import { observed, positionsPerSecond } from "./pace";

/**
 * How long a line holds without a new count, and so how far its cap runs ahead: a controller whose minute does not come
 * at all costs nobody a call where only the rate binds. Further ahead would be promised to no purpose.
 */
const holdsMs = 90_000;

/** What a tick has read and counted. */
export interface Facts {
  readonly late: LateSlots;
  readonly inside: Inside;
  /** Positions whose prompt window has ended since the last tick, and those of them that were claimed. */
  readonly outcome: Control["outcome"];
}

/**
 * The next line, and in it how many late slots to offer in place of those on offer now.
 *
 * Everybody inside, everybody who has taken a late slot and may be about to enter, every late slot on offer and every
 * position up to the cap that can still be claimed takes one place of the room. What is left is given to the late and
 * to the line, so the room is never promised twice. If the operator lowers the capacity below what is promised, the cap
 * is not taken back: the bound is then what was promised at that moment, and falls as people leave, to the new capacity.
 * But the line slows down to the room there really is, and stands if there is none, so the promise is not called in.
 * Meanwhile nothing is offered to those who come late: the positions up to the cap stay promised, and a controller that
 * goes away leaves a line that may still reach them.
 *
 * The promise is counted up to the highest cap ever published, since a line that was seen may still be acted upon.
 */
export function plan(control: Control, frame: Frame, { mode, config }: Settings, facts: Facts): Control {
  const { now, issued } = frame;
  const outcome = mode === "QUEUE" ? observed(control.outcome, facts.outcome) : control.outcome;
  const { segment, offered } =
    mode === "QUEUE"
      ? running(control, frame, config, { ...facts, outcome })
      : { segment: standing(control, frame, mode), offered: 0 };
  const quiet = mode === "QUEUE" && issued <= frame.reached && facts.inside.active * 2 < config.capacity;
  const { quietSince, ...before } = control;
  return {
    ...before,
    version: control.version + 1,
    segment,
    capMax: Math.max(control.capMax, Math.ceil(segment.cap), seenWithoutCap(control, frame, config)),
    until: now + holdsMs,
    mode,
    history: frame.history,
    lateTaken: withSample(control.lateTaken, { at: now, granted: facts.late.granted }),
    offered,
    sequence: control.sequence + 1,
    tickedAt: now,
    issued,
    active: facts.inside.active,
    outcome,
    firstBucket: facts.inside.firstBucket,
    ...(quiet ? { quietSince: quietSince ?? now } : {}),
  };
}

interface Settings {
  readonly mode: Mode;
  readonly config: EventConfig;
}

function running(
  control: Control,
  frame: Frame,
  config: EventConfig,
  { late, inside, outcome }: Facts,
): { readonly segment: Segment; readonly offered: number } {
  const { now, reached, issued } = frame;
  const { inFlight, perSecond } = lateTaken(control.lateTaken, late.granted, now);
  const promised = Math.max(0, control.capMax - Math.floor(frame.settled)) - inside.claimed;
  const headroom = config.capacity - (inside.active + inFlight + promised);
  const latePlaces = Math.floor(frame.late) - Math.floor(frame.lapsed);
  const offered = lateOffer(config, { headroom, latePlaces, inFlight, sequence: control.sequence });

  const tickSeconds = config.tickMs / 1_000;
  const fastest = positionsPerSecond(config, perSecond, outcome);
  // A tick ahead of the last position and no more: idle time must not save up admissions. And what is held for people
  // who have not come yet leaves those who came late their share, for a cap that is published is not taken back.
  const unclaimed = Math.max(0, headroom + Math.max(0, control.capMax - issued));
  const ahead = issued + Math.min(fastest * tickSeconds, unclaimed * (1 - config.lateShare));
  // A slow line still moves: less than a position would be rounded away.
  const furthest = reached + Math.max(1, (fastest * holdsMs) / 1_000);
  const roomUpTo = control.capMax + headroom - offered;
  const cap = Math.max(reached, control.segment.cap, Math.floor(Math.min(ahead, furthest, roomUpTo)));
  // The room is spent evenly over the tick instead of in a burst at its start.
  const slope = Math.min(fastest, Math.max(0, Math.min(cap, roomUpTo) - reached) / tickSeconds);
  return { segment: { S0: reached, t0: now, slope, cap }, offered };
}

/** A line that stands keeps the moment since when it does: in a pause nobody's time runs. */
function standing(control: Control, { now, reached }: Frame, mode: Mode): Segment {
  const stoodAlready = control.mode === mode && control.segment.slope === 0;
  return { S0: reached, t0: stoodAlready ? control.segment.t0 : now, slope: 0, cap: reached };
}

/** A line that ran on without a cap is seen for a little longer by those who have not read the next one. */
function seenWithoutCap(control: Control, { now, reached }: Frame, config: EventConfig): number {
  if (!isDegraded(control, config, now)) return 0;
  return Math.ceil(reached + (config.rate * settlingMs) / 1_000);
}
