import type { Clock } from "../clock";
import { decisionMs } from "../bounds";
import { clockIsWrong } from "../clock-trust";
import type { Session } from "../store/records";
import type { Store } from "../store/store";

/** What a session says to somebody who claims it. */
export type SessionAnswer =
  | { readonly kind: "admitted"; readonly session: Session; readonly again: boolean }
  | { readonly kind: "over"; readonly state: "completed" | "revoked" | "expired" }
  /** The right person on another device: a ticket was passed on. */
  | { readonly kind: "mismatch" }
  /** Somebody else was admitted at this position. It cannot happen by accident, so it deserves an alarm. */
  | { readonly kind: "conflict" };

export function answerOf(
  session: Session,
  claim: { readonly visitor: string; readonly device: string },
  now: number,
): SessionAnswer {
  if (session.visitor !== claim.visitor) return { kind: "conflict" };
  if (session.device !== claim.device) return { kind: "mismatch" };
  if (session.state !== "active") return { kind: "over", state: session.state };
  if (session.expiresAt <= now) return { kind: "over", state: "expired" };
  return { kind: "admitted", session, again: true };
}

/**
 * A decision and how long it may be acted upon.
 *
 * A process can be frozen between deciding and writing, and its slot be given on meanwhile: always once it has answered,
 * which it also does while a claim is on its way (`handle` gives a request 2.5 s). DynamoDB cannot compare a condition
 * with its own clock, so the age is checked by the wall clock right before each write, and by the store's client before
 * it sends one again. Whatever wakes up after minutes writes nothing. What remains is a request that was sent within
 * `claimTimeoutMs` and is served late, and `settlingMs` holds the slot for three times as long.
 */
export class Decision {
  readonly madeAt: number;

  constructor(private readonly deps: { readonly store: Pick<Store, "clockOffset">; readonly clock: Clock }) {
    this.madeAt = deps.clock.now();
  }

  /** False once the decision is too old, the clock has been set back or it is known to be wrong. */
  stands(): boolean {
    const age = this.deps.clock.now() - this.madeAt;
    return age >= 0 && age < decisionMs && !clockIsWrong(this.deps.store);
  }
}
