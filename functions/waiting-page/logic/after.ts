import { afterAdmission, afterPlace } from "./after-answer";
import { afterStatus } from "./after-status";
import type { Happening } from "./answers";
import { againAt } from "./retry";
import { startOf, type Kept, type PageState } from "./state";

/** When something happened, in time of this device, and a number from 0 up to 1 that spreads what follows. */
export interface Moment {
  readonly now: number;
  readonly random: number;
}

/** The page after something has happened. */
export function after(state: PageState, happening: Happening, moment: Moment): PageState {
  switch (happening.kind) {
    case "asked":
      return { ...state, asking: happening.request };
    case "answered":
      return answered(settled(state), happening, moment);
    case "unanswered":
      return againAt(settled(state), happening.request, moment);
    case "visibility":
      return awake({ ...state, hidden: happening.hidden }, moment);
    case "connection":
      return awake({ ...state, online: happening.online }, moment);
    case "shared":
      return shared(state, happening.kept, moment);
    case "wantsToRejoin":
      return rejoining(state, happening.request, moment);
    case "wantsToRestart":
      return startOf({ rid: happening.rid }, { now: moment.now, online: state.online, hidden: state.hidden });
  }
}

function settled({ asking: _, ...state }: PageState): PageState {
  return state;
}

function answered(
  state: PageState,
  { request, answer }: Extract<Happening, { readonly kind: "answered" }>,
  moment: Moment,
): PageState {
  if (answer.status === 429 || answer.status >= 500) {
    return againAt(state, request, moment, answer.retryAfterMs);
  }
  if (request === "status") return afterStatus(state, answer, moment);
  return request === "admit"
    ? afterAdmission(state, answer, moment)
    : afterPlace(state, request, answer, moment);
}

/** Somebody looks again, or the network is back: what was heard may be old, so it is asked for at once. */
function awake(state: PageState, { now }: Moment): PageState {
  if (state.hidden || !state.online) return state;
  const freshMs = state.heard?.document.poll.minMs ?? 0;
  const at = Math.min(state.due.status, Math.max(now, (state.heard?.at ?? 0) + freshMs));
  return { ...state, due: { ...state.due, status: at } };
}

/** The other tab's place is this one's too; if it has none yet, ours is its. */
function shared(state: PageState, theirs: Kept, { now }: Moment): PageState {
  const { rid, ticket } = state.kept;
  const kept = theirs.rid === rid && ticket !== undefined ? { ticket, ...theirs } : theirs;
  if (kept.rid === rid && kept.ticket?.token === ticket?.token) return { ...state, kept };
  const { refusal: _, ...rest } = state;
  return {
    ...rest,
    kept,
    isLapsed: false,
    due: { ...state.due, status: now, join: kept.joinAt ?? now, admit: now },
  };
}

function rejoining(state: PageState, request: string, { now }: Moment): PageState {
  const kept = { ...state.kept, rejoin: state.kept.rejoin ?? request };
  return { ...state, kept, due: { ...state.due, rejoin: now } };
}
