import { served } from "../../waiting-room/line/segment";
import { acceptDocument } from "../../waiting-room/status/accept";
import { nextPoll } from "../../waiting-room/status/poll";
import type { Moment } from "./after";
import { later, nothingYetMs } from "./after-answer";
import type { Answer } from "./answers";
import { askedAgain } from "./errand";
import { withPoint } from "./estimate";
import { standingOf } from "./place";
import { againAt } from "./retry";
import { platformTime, type Heard, type PageState } from "./state";

/** The page after a status answer: it believes the document or keeps the last good one. */
export function afterStatus(state: PageState, answer: Answer, moment: Moment): PageState {
  if (answer.status === 404)
    return later({ ...state, refusal: "unknownEvent" }, "status", nothingYetMs, moment);
  const last = state.heard;
  const document = answer.status === 200 ? acceptDocument(last?.document, answer.body) : undefined;
  if (document === undefined) return againAt(state, "status", moment);
  // A cache may answer with less than what is known already: then that goes on.
  const heard = document === last?.document ? last : { document, ageMs: answer.ageMs, at: moment.now };
  const { refusal, ...rest } = state;
  // Whoever needs no place any more need not wait for what kept it away.
  const isOver = document.mode === "OPEN" || document.mode === "ENDED" || refusal === "unknownEvent";
  const kept = isOver && refusal && askedAgain.includes(refusal) ? undefined : refusal;
  try {
    return remembered({ ...rest, ...(kept && { refusal: kept }), failures: 0, heard }, heard, moment);
  } catch {
    // A lottery that can be none: what was known before goes on.
    return againAt(state, "status", moment);
  }
}

/** When to ask again, and what must outlive the document: the spread, the promise, where progress starts. */
function remembered(state: PageState, heard: Heard, { now, random }: Moment): PageState {
  const { kept, points, due } = state;
  const { mode, joinSpreadMs, perm, line, poll } = heard.document;
  const place = standingOf(state, now);
  const joinAt = kept.joinAt ?? now + random * joinSpreadMs;
  const commitment = kept.commitment ?? (mode === "PRE" ? perm?.commit : undefined);
  const wait = (place && nextPoll(heard.document, place, { hidden: false, random })) ?? poll.maxMs;
  const at = platformTime(heard, now);
  return {
    ...state,
    points: withPoint(points, { at, position: served(line, at) }),
    due: {
      ...due,
      status: now + wait,
      join: kept.joinAt === undefined ? Math.max(due.join, joinAt) : due.join,
    },
    kept: {
      ...kept,
      joinAt,
      ...(place?.state === "waiting" && { startAhead: Math.max(kept.startAhead ?? 0, place.ahead) }),
      ...(commitment !== undefined && { commitment }),
    },
  };
}
