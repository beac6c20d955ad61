import type { Clock } from "../clock";
import { clockIsWrong } from "../clock-trust";
import type { Session, SessionState } from "../store/records";
import type { Store } from "../store/store";
import type { View } from "../view";
import { positionOfSession } from "./whose-session";

export type SessionFound =
  | { readonly kind: "found"; readonly session: Session; readonly state: SessionState | "expired" }
  /** No such visitor, or not admitted. */
  | { readonly kind: "unknown" }
  /** This process cannot tell the time well enough to say what is over. */
  | { readonly kind: "clock" };

/**
 * A visitor's session as it stands, for those who must know more than the gate does: it lets an admission in until it is
 * over, also after its session has ended.
 *
 * @throws StoreError if the store is down.
 */
export async function sessionOf(
  view: View,
  visitor: string,
  deps: {
    readonly store: Pick<Store, "readPlace" | "readAdmitted" | "readSession" | "clockOffset">;
    readonly clock: Clock;
  },
): Promise<SessionFound> {
  const { store, clock } = deps;
  const position = await positionOfSession(view, { visitor }, store);
  if (position === undefined) return { kind: "unknown" };
  const session = await store.readSession(view.event, position, view.record.config.sessionShards);
  if (session?.visitor !== visitor) return { kind: "unknown" };
  if (clockIsWrong(store)) return { kind: "clock" };
  const isOver = session.state === "active" && session.expiresAt <= clock.now();
  return { kind: "found", session, state: isOver ? "expired" : session.state };
}
