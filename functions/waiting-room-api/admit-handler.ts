import { lineOf } from "../waiting-room/status/build";
import type { TicketClaims } from "../waiting-room/tokens/claims";
import type { KeyRing } from "../waiting-room/tokens/key-ring";
import { admit, admitWithoutStore, type AdmitResult } from "../waiting-room/visit/admit";
import type { View } from "../waiting-room/view";
import { announced, ringOf, type ApiDeps, type Handler } from "./call";
import { ticketOf } from "./credentials";
import { helpIfOverdue } from "./help";
import { answer, type ApiResponse } from "./http";
import { Refused, refusals, type Refusal } from "./refusals";
import { admissionAnswer, ofSession, type Admission } from "./session-answer";
import { StoreError } from "../waiting-room/store/store";

/** 128 random bits. */
/** It tells sessions apart and opens nothing: short, because the controller reads a thousand of them at once. */
const sessionIdBytes = 8;

/** Name of the session of those who were let in without one. */
const uncounted = "uncounted";

export const admitVisitor: Handler<"admit"> = async ({ event, body, request }, deps) => {
  const { seen, failure } = await lastSeen(event, deps);
  const view = announced(seen);
  const ring = await ringOf(deps);
  const ticket = ticketOf(request, { event, config: view.record.config, ring, now: deps.clock.now() });
  if (failure === undefined) await helpIfOverdue(view, deps);
  const claim = { visitor: ticket.s, position: ticket.p, generation: ticket.g, device: ticket.d };
  const newSessionId = () => Buffer.from(deps.randomBytes(sessionIdBytes)).toString("base64url");
  const result =
    failure === undefined
      ? await admit(view, claim, { ...deps, newSessionId })
      : admitWithoutStore(view, claim, failure, deps);

  const now = deps.clock.now();
  const next = body.next ?? "/";
  switch (result.kind) {
    case "admitted":
      return admittedAnswer(ofSession(event, result.session), next, { ring, now });
    case "degraded":
      return admittedAnswer(withoutSession(result, ticket, now), next, { ring, now });
    case "open":
      return openAnswer(view, next, now);
    case "notYet":
    case "lateWait": {
      const code = result.kind === "notYet" ? "NOT_YET" : "LATE_WAIT";
      return answer(202, { code, line: lineOf(view, now), retryAfterMs: result.retryAfterMs });
    }
    case "over":
      throw new Refused(result.state === "revoked" ? refusals.revoked : refusals.alreadyDone);
    case "mismatch":
    case "conflict":
    case "lapsed":
    case "ended":
    case "clock":
      throw new Refused(refusalBy[result.kind], { reason: result.kind });
  }
};

const refusalBy = {
  mismatch: refusals.clientMismatch,
  conflict: refusals.conflict,
  lapsed: refusals.lapsed,
  ended: refusals.over,
  clock: refusals.store,
} as const satisfies Partial<Record<AdmitResult["kind"], Refusal>>;

/**
 * While the store is down the event as it was last seen goes on: an operator may have chosen to let people in then. A
 * store that has just failed is asked nothing more: there is no time to wait for it twice.
 */
async function lastSeen(
  event: string,
  { views }: ApiDeps,
): Promise<{ readonly seen: View; readonly failure?: StoreError }> {
  try {
    const seen = await views.read(event);
    if (seen !== undefined) return { seen };
  } catch (failure) {
    const seen = views.lastSeen(event);
    if (!(failure instanceof StoreError) || seen === undefined) throw failure;
    return { seen, failure };
  }
  throw new Refused(refusals.notFound);
}

function admittedAnswer(
  admission: Admission,
  next: string,
  signing: { readonly ring: KeyRing; readonly now: number },
): ApiResponse {
  const { cookie, content } = admissionAnswer(admission, signing);
  return answer(200, { ...content, next }, { cookies: [cookie] });
}

function withoutSession(
  { position, expiresAt }: Extract<AdmitResult, { readonly kind: "degraded" }>,
  { e, s, d, g }: TicketClaims,
  now: number,
): Admission {
  const whose = { event: e, visitor: s, device: d, generation: g };
  return { ...whose, position, sessionId: uncounted, issuedAt: now, expiresAt };
}

/** Everybody passes the gate: nothing is given out, and nothing needs to be renewed before the end. */
function openAnswer({ record }: View, next: string, now: number): ApiResponse {
  const { closeAt } = record.config;
  const renewAfterSec = Math.floor(Math.max(0, closeAt - now) / 1_000);
  return answer(200, { exp: closeAt, renewAfterSec, next });
}
