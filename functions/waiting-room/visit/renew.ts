import type { Clock } from "../clock";
import { clockIsWrong } from "../clock-trust";
import { claimTimeoutMs } from "../bounds";
import type { Session } from "../store/records";
import type { SessionStore, Store } from "../store/store";
import type { View } from "../view";
import { answerOf, Decision } from "./admission";

/** An admission, as it has been verified, and the device that shows it. */
export interface Holder {
  readonly visitor: string;
  /** After the lottery: where the session is. */
  readonly position: number;
  readonly device: string;
}

export type RenewResult =
  | { readonly kind: "renewed"; readonly session: Session }
  /** It lasts as long as a session may; it is not cut short. */
  | { readonly kind: "maxReached"; readonly session: Session }
  | { readonly kind: "ended" }
  | { readonly kind: "mismatch" }
  | { readonly kind: "clock" };

/**
 * Prolongs a session by the time to live from now, up to the moment it must end.
 *
 * A session in its last `claimTimeoutMs` is not prolonged any more: the write could arrive after the session was over
 * and its slot given on.
 *
 * @throws StoreError if the store is down.
 */
export async function renew(
  { event, record }: View,
  holder: Holder,
  deps: { readonly store: SessionStore & Pick<Store, "clockOffset">; readonly clock: Clock },
): Promise<RenewResult> {
  const { store } = deps;
  const { sessionShards, sessionTtlMs } = record.config;
  const session = await store.readSession(event, holder.position, sessionShards);
  const decision = new Decision(deps);
  if (clockIsWrong(store)) return { kind: "clock" };
  if (session === undefined) return { kind: "ended" };
  const answer = answerOf(session, holder, decision.madeAt);
  if (answer.kind === "mismatch") return { kind: "mismatch" };
  if (answer.kind !== "admitted") return { kind: "ended" };
  if (session.expiresAt >= session.maxExpiresAt) return { kind: "maxReached", session };

  const expiresAt = Math.min(decision.madeAt + sessionTtlMs, session.maxExpiresAt);
  if (expiresAt <= session.expiresAt) return { kind: "renewed", session };
  const now = decision.madeAt + claimTimeoutMs;
  if (session.expiresAt <= now) return { kind: "ended" };
  if (!decision.stands()) return { kind: "clock" };
  const { position, visitor } = holder;
  const renewed = await store.renew(event, { position, visitor, now, expiresAt }, sessionShards);
  if (renewed !== undefined) return { kind: "renewed", session: renewed };
  const stands = await store.readSession(event, position, sessionShards);
  if (stands?.state !== "active" || stands.expiresAt < expiresAt) return { kind: "ended" };
  return { kind: "renewed", session: stands };
}
