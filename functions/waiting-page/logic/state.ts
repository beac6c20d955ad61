import type { StatusDocument } from "../../waiting-room/status/document";
import { timeOf } from "../../waiting-room/status/poll";
import type { LinePoint } from "./estimate";

export interface Ticket {
  readonly token: string;
  /** As it was given out, before the lottery. */
  readonly position: number;
}

/** What outlives the page: it is the same for all tabs of the browser. Moments are of this device. */
export interface Kept {
  /** Who this browser is for the event; whoever has it has the place, so it never stands in a URL. */
  readonly rid: string;
  readonly ticket?: Ticket;
  /** When the first join is due, so that reloading does not shorten the spread. */
  readonly joinAt?: number;
  /** The most places ahead there were: where progress is measured from. */
  readonly startAhead?: number;
  /** What the organiser promised before the lottery, to check the draw against. */
  readonly commitment?: string;
  /** Names the wish to start again, so that its repetition moves nobody twice. */
  readonly rejoin?: string;
}

/** The newest status document, how old it came, and when, in time of this device. */
export interface Heard {
  readonly document: StatusDocument;
  readonly ageMs: number;
  readonly at: number;
}

export type Request = "status" | "join" | "admit" | "rejoin";

/** Why it does not go on. `unknownEvent`, `full` and `proof` are asked again after a while, the others are final. */
export type Refusal =
  | "unknownEvent"
  | "full"
  | "ended"
  | "proof"
  | "done"
  | "revoked"
  | "conflict"
  | "otherDevice"
  | "tooMany"
  | "rejected";

export interface PageState {
  readonly kept: Kept;
  readonly heard?: Heard;
  /** Where the line was at each status, oldest first. */
  readonly points: readonly LinePoint[];
  /** The request under way. */
  readonly asking?: Request;
  /** When each request may be sent, in time of this device. */
  readonly due: Readonly<Record<Request, number>>;
  /** Requests that failed since the last success. */
  readonly failures: number;
  readonly online: boolean;
  readonly hidden: boolean;
  readonly isLapsed: boolean;
  readonly isInside: boolean;
  readonly refusal?: Refusal;
}

const longestSpreadMs = 600_000;

export function startOf(
  kept: Kept,
  at: { readonly now: number; readonly online: boolean; readonly hidden: boolean },
): PageState {
  const { now, online, hidden } = at;
  return {
    kept,
    points: [],
    // A clock that was set back since must not keep anybody out for longer than the longest spread there is.
    due: { status: now, join: Math.min(kept.joinAt ?? now, now + longestSpreadMs), admit: now, rejoin: now },
    failures: 0,
    online,
    hidden,
    isLapsed: false,
    isInside: false,
  };
}

/** The platform's time: it goes on from the last document, so a wrong clock of this device does no harm. */
export function platformTime({ document, ageMs, at }: Heard, now: number): number {
  return timeOf(document, ageMs + Math.max(0, now - at));
}
