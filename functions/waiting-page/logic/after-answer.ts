import type { Moment } from "./after";
import { amountOf, codeOf, field, type Answer } from "./answers";
import { checkEveryMs, checkOf } from "./browser-check";
import { againAt } from "./retry";
import type { PageState, Refusal, Request } from "./state";

/** How long until a page asks again that was told there is nothing yet. */
export const nothingYetMs = 20_000;

const fullMs = 60_000;

const final: Readonly<Record<string, Refusal>> = {
  ENDED: "ended",
  PROOF_REQUIRED: "proof",
  TOO_MANY: "tooMany",
  CLIENT_MISMATCH: "otherDevice",
  ALREADY_DONE: "done",
  REVOKED: "revoked",
  CONFLICT: "conflict",
};

/** The page after an answer to join or rejoin: it has a ticket, or knows why not. */
export function afterPlace(
  state: PageState,
  request: "join" | "rejoin",
  answer: Answer,
  moment: Moment,
): PageState {
  if (checkOf(answer) !== undefined)
    return later({ ...state, refusal: "proof" }, request, checkEveryMs, moment);
  const token = field(answer.body, "ticket");
  const position = amountOf(answer.body, "pos");
  if (answer.status >= 300) return afterRefusal(state, request, answer, moment);
  if (typeof token !== "string" || position === undefined) return againAt(state, request, moment);
  const { rejoin: _, startAhead: __, ...kept } = state.kept;
  const { refusal: ___, ...rest } = state;
  return atOnce({ ...rest, kept: { ...kept, ticket: { token, position } }, failures: 0 }, moment);
}

/** The page after it has asked to be let in. */
export function afterAdmission(state: PageState, answer: Answer, moment: Moment): PageState {
  if (answer.status === 200) return { ...state, isInside: true };
  if (answer.status !== 202) return afterRefusal(state, "admit", answer, moment);
  const wait = amountOf(answer.body, "retryAfterMs") ?? nothingYetMs;
  return later({ ...state, failures: 0 }, "admit", wait, moment);
}

function afterRefusal(
  state: PageState,
  request: Request,
  { status, body, retryAfterMs }: Answer,
  moment: Moment,
): PageState {
  const code = codeOf(body);
  const refusal = final[code];
  if (refusal !== undefined) return { ...state, refusal };
  if (code === "QUEUE_FULL") return later({ ...state, refusal: "full" }, "join", fullMs, moment);
  if (code === "STILL_VALID") return stillValid(state, retryAfterMs, moment);
  if (code === "LAPSED") return { ...state, isLapsed: true };
  if (status === 401) return withoutTicket(state, moment);
  // Nothing the API would say to this page: only what passes is worth another try. A 403 of no code is a firewall's.
  return status === 404 || status === 408 || (status === 403 && code === "")
    ? againAt(state, request, moment)
    : { ...state, refusal: "rejected" };
}

/**
 * A place that has lapsed is given up only once no claim of it can be on its way any more: the server says when, and the
 * wish stands. Otherwise it was not lapsed, and there is nothing to wish for.
 */
function stillValid(state: PageState, retryAfterMs: number | undefined, moment: Moment): PageState {
  if (retryAfterMs !== undefined) return later(state, "rejoin", retryAfterMs, moment);
  const { rejoin: _, ...kept } = state.kept;
  return atOnce({ ...state, kept }, moment);
}

/** There is a place again: what it is worth is asked without waiting. */
function atOnce(state: PageState, { now }: Moment): PageState {
  return { ...state, isLapsed: false, due: { ...state.due, status: now, admit: now } };
}

/** A ticket that is not taken: the same visitor asks again and gets the same place with a new ticket. */
function withoutTicket(state: PageState, moment: Moment): PageState {
  const { ticket: _, ...kept } = state.kept;
  return againAt({ ...state, kept }, "join", moment);
}

export function later(state: PageState, request: Request, wait: number, { now, random }: Moment): PageState {
  return { ...state, due: { ...state.due, [request]: now + wait * (1 + random / 4) } };
}
