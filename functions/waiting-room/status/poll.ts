import { served } from "../line/segment";
import type { StatusDocument } from "./document";

/**
 * Where a visitor stands, as the page can tell from the document everybody gets.
 *
 * `early` waits for the lottery or the start. `late` has lost the slot, `lapsed` the place.
 */
export interface Standing {
  readonly state: "early" | "waiting" | "called" | "late" | "lapsed" | "open" | "ended";
  /** Positions before this one that are still to be called. */
  readonly ahead: number;
  /** Milliseconds until the visitor's turn at today's pace; absent when nobody can say. */
  readonly etaMs?: number;
  /** The soonest the turn can come, should the line go as fast as it may. What the next poll is timed by. */
  readonly soonestMs: number;
}

/**
 * The document's own time when it has been held for `heldMs`, counted from its making: the age a cache states plus the
 * time since it arrived. The visitor's clock has no say, so it may be wrong.
 */
export function timeOf(document: StatusDocument, heldMs: number): number {
  return document.now + Math.max(0, heldMs);
}

/** @param effective the visitor's position after the lottery; undefined before it is drawn. */
export function standing(document: StatusDocument, effective: number | undefined, now: number): Standing {
  if (document.mode === "ENDED") return { state: "ended", ahead: 0, soonestMs: 0 };
  if (document.mode === "OPEN") return { state: "open", ahead: 0, soonestMs: 0 };
  if (document.mode === "PRE" || effective === undefined) return early(document, now);
  if (effective <= document.lapsed) return { state: "lapsed", ahead: 0, soonestMs: 0 };
  if (effective <= document.late) return { state: "late", ahead: 0, soonestMs: 0 };
  const distance = effective - served(document.line, now);
  if (distance <= 0) return { state: "called", ahead: 0, etaMs: 0, soonestMs: 0 };
  return waiting(document, distance);
}

function early(document: StatusDocument, now: number): Standing {
  if (document.openAt === undefined) return { state: "early", ahead: 0, soonestMs: Number.POSITIVE_INFINITY };
  const untilOpen = Math.max(0, document.openAt - now);
  return { state: "early", ahead: 0, soonestMs: untilOpen };
}

/**
 * The pace is the line's slope: with a full room the line goes slower than the configured rate, with many who do not
 * come it goes faster. A line that stands still for a tick may go on in the next, so a poll is timed by the better of
 * both and never by the standstill.
 */
function waiting(document: StatusDocument, distance: number): Standing {
  const ahead = Math.ceil(distance) - 1;
  const { slope } = document.line;
  const soonestMs = (distance * 1_000) / Math.max(slope, document.rate);
  if (document.mode === "PAUSED" || slope <= 0) return { state: "waiting", ahead, soonestMs };
  return { state: "waiting", ahead, etaMs: (distance * 1_000) / slope, soonestMs };
}

export interface Polling {
  /** A page nobody looks at asks nothing. */
  readonly hidden: boolean;
  /** From 0 up to, not including, 1. */
  readonly random: number;
}

/**
 * Milliseconds until the page should ask again; undefined if it should not.
 *
 * Jitter moves the answer within the policy's bounds, not beyond: no poll comes sooner than `minMs`, and everybody
 * learns what changed within `maxMs`.
 */
export function nextPoll(
  document: StatusDocument,
  { state, soonestMs }: Standing,
  { hidden, random }: Polling,
): number | undefined {
  if (hidden || state === "open" || state === "ended" || state === "lapsed") return undefined;
  const { minMs, maxMs, factor, jitter } = document.poll;
  const middle = clamp(soonestMs * factor, minMs / (1 - jitter), maxMs);
  const soonest = Math.max(minMs, Math.min(maxMs, middle * (1 - jitter)));
  const latest = Math.max(soonest, Math.min(maxMs, middle * (1 + jitter)));
  return soonest + random * (latest - soonest);
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}
