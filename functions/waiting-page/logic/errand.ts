import { standingOf } from "./place";
import type { PageState, Refusal, Request } from "./state";

/** The next request, and when it may be sent in time of this device. */
export interface Errand {
  readonly request: Request;
  readonly at: number;
}

/** What may pass. */
export const askedAgain: readonly Refusal[] = ["unknownEvent", "full", "proof"];

/**
 * What the page has to ask for next; nothing while it waits for an answer, while nobody looks at it or when all is
 * decided. The line moves by itself, so this changes with the time.
 */
export function nextErrand(state: PageState, now: number): Errand | undefined {
  const errands = wanted(state, now).map((request) => ({ request, at: state.due[request] }));
  return errands.sort((one, other) => one.at - other.at)[0];
}

function wanted(state: PageState, now: number): readonly Request[] {
  const { kept, asking, hidden, isInside, refusal } = state;
  if (asking !== undefined || hidden || isInside) return [];
  if (refusal !== undefined && !askedAgain.includes(refusal)) return [];
  const place = standingOf(state, now);
  if (place === undefined || refusal === "unknownEvent") return ["status"];
  if (place.state === "open" || place.state === "ended") return [];
  if (kept.rejoin !== undefined) return ["rejoin"];
  if (kept.ticket === undefined) return ["status", "join"];
  if (place.state === "early" || place.state === "waiting") return ["status"];
  return state.isLapsed ? [] : ["status", "admit"];
}
