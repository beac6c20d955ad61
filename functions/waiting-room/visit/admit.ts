import type { Clock } from "../clock";
import { maxViewAgeMs } from "../bounds";
import { StoreError, type Store } from "../store/store";
import { isFresh, type EventView, type View } from "../view";
import { answerOf, Decision, type SessionAnswer } from "./admission";
import { enter, sessionBefore } from "./enter";
import { lateWaitMs, turnOf } from "./turn";

/** A ticket, as it has been verified, and the device that shows it. */
export interface Claim {
  readonly visitor: string;
  /** As it was given out, before the lottery. */
  readonly position: number;
  readonly generation: number;
  readonly device: string;
}

export type AdmitResult =
  | SessionAnswer
  | { readonly kind: "notYet"; readonly retryAfterMs: number }
  /** The slot is gone, the place is not: the next late slot is a tick away, for one of those who are late. */
  | { readonly kind: "lateWait"; readonly retryAfterMs: number }
  | { readonly kind: "lapsed" }
  /** Everyone passes: nobody needs admission. */
  | { readonly kind: "open" }
  | { readonly kind: "ended" }
  /** The store is down and the operator chose to go on: a pass without a session. */
  | { readonly kind: "degraded"; readonly position: number; readonly expiresAt: number }
  /** This process cannot tell the time well enough to decide, or was held up. Nothing was written. */
  | { readonly kind: "clock" };

export interface AdmitDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly views: Pick<EventView, "read">;
  /** Makes the name of a session: random and never used before. */
  readonly newSessionId: () => string;
}

/** How long a pass without a session lasts. */
const degradedMs = 120_000;

/**
 * Lets a called visitor in, once, and the same visitor in again with the same session.
 *
 * @throws StoreError if the store is down, unless the operator chose to go on without it.
 */
export async function admit(view: View, claim: Claim, deps: AdmitDeps): Promise<AdmitResult> {
  const decision = new Decision(deps);
  try {
    const fresh = isFresh(view, decision.madeAt, maxViewAgeMs)
      ? view
      : await deps.views.read(view.event, maxViewAgeMs);
    if (fresh === undefined) throw new StoreError("unreadable");
    return await decide(fresh, claim, decision, deps);
  } catch (error) {
    return admitWithoutStore(view, claim, error, deps);
  }
}

/**
 * The answer where the store has failed with `error`: those who were called pass, if the operator has chosen so. The
 * store is not asked, however old the view is.
 *
 * @throws the error, unless the store is down and the operator chose to go on without it.
 */
export function admitWithoutStore(
  view: View,
  claim: Claim,
  error: unknown,
  deps: Pick<AdmitDeps, "store" | "clock">,
): AdmitResult {
  const goesOn = view.record.config.failMode === "open" && isDown(error);
  if (!goesOn) throw error;
  return withoutSession(view, claim, deps);
}

/** A throttled store is up, and an item that cannot be read is a fault of ours: neither opens a door. */
function isDown(error: unknown): boolean {
  return error instanceof StoreError && error.kind === "unavailable";
}

async function decide(view: View, claim: Claim, decision: Decision, deps: AdmitDeps): Promise<AdmitResult> {
  const turn = turnOf(view, claim, deps);
  if ("answer" in turn) return turn.answer;
  const { position, state } = turn;
  if (state === "called") return enter(view, { ...claim, position, late: false }, decision, deps);

  const before = await sessionBefore(view, claim, position, deps);
  if (before !== undefined) return answerOf(before, claim, deps.clock.now());
  if (state === "lapsed") return { kind: "lapsed" };
  if (!decision.stands()) return { kind: "clock" };
  // Asking in vain is a write as well, and all who are late ask the same item.
  const offer = view.control?.offered === 0 ? "none" : await deps.store.takeLate(view.event);
  if (offer === "none")
    return { kind: "lateWait", retryAfterMs: lateWaitMs(view, position, deps.clock.now()) };
  const result = await enter(view, { ...claim, position, late: true }, decision, deps);
  // Nothing was written then: one ticket, shown many times at once, must not use up what many have come late for.
  if (result.kind !== "admitted" || result.again) await putBack(view.event, offer, deps);
  return result;
}

/** The answer stands whether or not it succeeds: a slot that is lost is free again after `settlingMs`. */
async function putBack(event: string, offer: number, { store }: AdmitDeps): Promise<void> {
  try {
    await store.returnLate(event, offer);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}

/** Only the line decides: the bound on its rate holds, the one on people inside is given up. */
function withoutSession(view: View, claim: Claim, deps: Pick<AdmitDeps, "store" | "clock">): AdmitResult {
  const turn = turnOf(view, claim, deps);
  if ("answer" in turn) return turn.answer;
  if (turn.state === "lapsed") return { kind: "lapsed" };
  return { kind: "degraded", position: turn.position, expiresAt: deps.clock.now() + degradedMs };
}
