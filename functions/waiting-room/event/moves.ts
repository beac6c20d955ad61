import type { EventRecord } from "../store/records";
import type { Mode } from "./config";

/** What reaches every edge takes up to half a minute; a gate that is to ask from now on is told so a minute ahead. */
export const gateNoticeMs = 60_000;

/** The latest moment there is: a gate with this in `enforceFrom` asks nobody. */
export const never = 8_640_000_000_000_000;

/** Where an event can go from where it is. ENDED is for good. */
const moves: Readonly<Record<Mode, readonly Mode[]>> = {
  DRAFT: ["PRE", "QUEUE", "ENDED"],
  PRE: ["QUEUE", "ENDED"],
  QUEUE: ["PAUSED", "OPEN", "ENDED"],
  PAUSED: ["QUEUE", "ENDED"],
  OPEN: ["QUEUE", "ENDED"],
  ENDED: [],
};

export function canMove(from: Mode, to: Mode): boolean {
  return moves[from].includes(to);
}

/** Whether the lottery must be drawn before an event goes there: nobody may be called by a list that still grows. */
export function needsDraw(to: Mode): boolean {
  return to === "QUEUE";
}

/**
 * The record after a move; `undefined` if the event cannot go there.
 *
 * Whoever is in the shop without an admission, because the gate did not ask so far, gets a minute's notice.
 */
export function moved(record: EventRecord, to: Mode, now: number): Omit<EventRecord, "version"> | undefined {
  if (!canMove(record.mode, to)) return undefined;
  const { config, seed } = record;
  return { mode: to, config, seed, enforceFrom: enforcedFrom(record, to, now) };
}

function enforcedFrom({ mode, enforceFrom }: EventRecord, to: Mode, now: number): number {
  if (to === "OPEN") return never;
  const asksNobody = mode === "DRAFT" || mode === "OPEN";
  return asksNobody && to !== "ENDED" ? now + gateNoticeMs : enforceFrom;
}
