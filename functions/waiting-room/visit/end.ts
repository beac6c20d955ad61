import type { Clock } from "../clock";
import type { SessionState } from "../store/records";
import type { Store } from "../store/store";
import type { View } from "../view";
import { positionOfSession, type Whose } from "./whose-session";

export type EndResult =
  /** `again`: it had ended this way before. */
  | { readonly kind: "done"; readonly again: boolean }
  /** It ended the other way, and stays so. */
  | { readonly kind: "over"; readonly state: SessionState }
  /** No such visitor, or not admitted. */
  | { readonly kind: "unknown" };

export interface EndDeps {
  readonly store: Pick<Store, "readPlace" | "readAdmitted" | "readSession" | "endSession">;
  readonly clock: Clock;
}

/** Ends a session for good. One write, so the same request may come any number of times. */
export async function end(
  view: View,
  whose: Whose,
  as: {
    readonly state: "completed" | "revoked";
    readonly request: string;
    /** The slot stays taken until the admission is over. */
    readonly keepsSlot: boolean;
  },
  { store, clock }: EndDeps,
): Promise<EndResult> {
  const { event, record } = view;
  const { sessionShards } = record.config;
  const position = await positionOfSession(view, whose, store);
  if (position === undefined) return { kind: "unknown" };
  const ended = await store.endSession(event, { position, ...as, now: clock.now() }, sessionShards);
  if (ended !== undefined) return { kind: "done", again: ended === "already" };
  const session = await store.readSession(event, position, sessionShards);
  return session === undefined ? { kind: "unknown" } : { kind: "over", state: session.state };
}
