import { keptAfterCloseMs } from "../bounds";
import type { Session } from "../store/records";
import type { View } from "../view";
import { answerOf, type Decision } from "./admission";
import type { AdmitDeps, AdmitResult, Claim } from "./admit";

/** Who is inside is answered before a late slot is taken, and however long ago the place was called. */
export async function sessionBefore(
  view: View,
  { visitor }: Claim,
  position: number,
  { store }: AdmitDeps,
): Promise<Session | undefined> {
  const { joinStore, sessionShards } = view.record.config;
  const admittedAt = joinStore === "none" ? await store.readAdmitted(view.event, visitor) : undefined;
  return store.readSession(view.event, admittedAt ?? position, sessionShards);
}

/** Writes the session of a visitor whose turn it is, unless there is one, which is then the answer. */
export async function enter(
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
