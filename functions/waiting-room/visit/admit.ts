import type { Clock } from "../clock";
import { clockIsWrong } from "../clock-trust";
import { keptAfterCloseMs, maxViewAgeMs } from "../bounds";
import { marks, placeState } from "../line/place";
import { lineAt, segmentAt } from "../line/line";
import { effectivePosition } from "../positions/permutation";
import type { Session } from "../store/records";
import { StoreError, type Store } from "../store/store";
import { isFresh, lotteryOf, type EventView, type View } from "../view";
import { answerOf, Decision, type SessionAnswer } from "./admission";

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

/** However many are late, one of them may be next: nobody stays away for longer. */
const longestLateWaitMs = 30_000;

/**
 * About as long as those who were called before and may be late as well take to enter, a tick at least. A crowd does
 * not ask as one then, and who would lose the place within two of the longest waits asks each tick.
 */
function lateWaitMs({ control, record }: View, position: number, now: number): number {
  const { tickMs, rate, lateShare } = record.config;
  if (control === undefined) return tickMs;
  const soonLapsed = marks(control, record.config, now + 2 * longestLateWaitMs).lapsed;
  const before = Math.max(0, position - soonLapsed);
  const theirMs = before === 0 ? 0 : (before * 1_000) / (rate * lateShare);
  return Math.ceil(Math.min(longestLateWaitMs, Math.max(tickMs, theirMs)));
}

/** The answer stands whether or not it succeeds: a slot that is lost is free again after `settlingMs`. */
async function putBack(event: string, offer: number, { store }: AdmitDeps): Promise<void> {
  try {
    await store.returnLate(event, offer);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}

/** The line has passed the visitor's effective position; or it has not, and the answer needs no session. */
type Turn =
  | { readonly state: "called" | "late" | "lapsed"; readonly position: number }
  | { readonly answer: AdmitResult };

function turnOf(view: View, claim: Claim, { store, clock }: Pick<AdmitDeps, "store" | "clock">): Turn {
  const now = clock.now();
  const { record, control } = view;
  const { mode, config } = record;
  if (clockIsWrong(store)) return { answer: { kind: "clock" } };
  if (mode === "ENDED" || now >= config.closeAt) return { answer: { kind: "ended" } };
  if (mode === "OPEN") return { answer: { kind: "open" } };
  if (mode === "DRAFT" || mode === "PRE" || control === undefined) {
    return { answer: { kind: "notYet", retryAfterMs: config.poll.maxMs } };
  }
  const position = effectivePosition(claim.position, lotteryOf(view));
  const state = placeState(position, control, config, now);
  if (state !== "waiting") return { state, position };
  const { factor, minMs, maxMs } = config.poll;
  const distance = position - lineAt(control, config, now);
  const soonestMs = (distance * 1_000) / Math.max(segmentAt(control, config, now).slope, config.rate);
  const retryAfterMs = Math.ceil(Math.min(maxMs, Math.max(minMs, soonestMs * factor)));
  return { answer: { kind: "notYet", retryAfterMs } };
}

/** Who is inside is answered before a late slot is taken, and however long ago the place was called. */
async function sessionBefore(
  view: View,
  { visitor }: Claim,
  position: number,
  { store }: AdmitDeps,
): Promise<Session | undefined> {
  const { joinStore, sessionShards } = view.record.config;
  const admittedAt = joinStore === "none" ? await store.readAdmitted(view.event, visitor) : undefined;
  return store.readSession(view.event, admittedAt ?? position, sessionShards);
}

async function enter(
  view: View,
  entry: Claim & { readonly late: boolean },
  decision: Decision,
  deps: AdmitDeps,
): Promise<AdmitResult> {
  const { store, clock } = deps;
  const { config } = view.record;
  if (config.joinStore === "none") {
    const elsewhere = await admittedElsewhere(view, entry, decision, deps);
    if (elsewhere !== undefined) return elsewhere;
  }
  if (!decision.stands()) return { kind: "clock" };
  const now = clock.now();
  const { position, visitor, device, generation, late } = entry;
  const maxExpiresAt = now + config.sessionMaxMs;
  const expiresAt = Math.min(now + config.sessionTtlMs, maxExpiresAt);
  const id = deps.newSessionId();
  const times = { issuedAt: now, expiresAt, maxExpiresAt };
  const session: Session = { position, state: "active", visitor, id, device, ...times, late, generation };
  const claimed = await store.claim(view.event, session, config.sessionShards);
  if (claimed === "claimed") return { kind: "admitted", session, again: false };
  return answerOf(claimed, entry, clock.now());
}

/** Without a list of places one person can hold two numbers: the first that is claimed is the only one. */
async function admittedElsewhere(
  { event, record }: View,
  { visitor, position, device }: Claim,
  decision: Decision,
  { store, clock }: AdmitDeps,
): Promise<AdmitResult | undefined> {
  if (!decision.stands()) return { kind: "clock" };
  const { closeAt, sessionShards } = record.config;
  const first = await store.admitOnce(event, visitor, position, closeAt + keptAfterCloseMs);
  if (first === "first" || first === position) return undefined;
  const session = await store.readSession(event, first, sessionShards);
  if (session === undefined) return { kind: "notYet", retryAfterMs: record.config.poll.minMs };
  return answerOf(session, { visitor, device }, clock.now());
}

/** Only the line decides: the bound on its rate holds, the one on people inside is given up. */
function withoutSession(view: View, claim: Claim, deps: Pick<AdmitDeps, "store" | "clock">): AdmitResult {
  const turn = turnOf(view, claim, deps);
  if ("answer" in turn) return turn.answer;
  if (turn.state === "lapsed") return { kind: "lapsed" };
  return { kind: "degraded", position: turn.position, expiresAt: deps.clock.now() + degradedMs };
}
