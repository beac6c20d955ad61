import { clockIsWrong } from "../clock-trust";
import { lineAt, segmentAt } from "../line/line";
import { marks, placeState } from "../line/place";
import { effectivePosition } from "../positions/permutation";
import { lotteryOf, type View } from "../view";
import type { AdmitDeps, AdmitResult, Claim } from "./admit";

/** The line has passed the visitor's effective position; or it has not, and the answer needs no session. */
export type Turn =
  | { readonly state: "called" | "late" | "lapsed"; readonly position: number }
  | { readonly answer: AdmitResult };

/** Where the holder of a ticket stands in the line, or the answer where the line does not matter. */
export function turnOf(view: View, claim: Claim, { store, clock }: Pick<AdmitDeps, "store" | "clock">): Turn {
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

/** However many are late, one of them may be next: nobody stays away for longer. */
const longestLateWaitMs = 30_000;

/**
 * About as long as those who were called before and may be late as well take to enter, a tick at least. A crowd does
 * not ask as one then, and who would lose the place within two of the longest waits asks each tick.
 */
export function lateWaitMs({ control, record }: View, position: number, now: number): number {
  const { tickMs, rate, lateShare } = record.config;
  if (control === undefined) return tickMs;
  const soonLapsed = marks(control, record.config, now + 2 * longestLateWaitMs).lapsed;
  const before = Math.max(0, position - soonLapsed);
  const theirMs = before === 0 ? 0 : (before * 1_000) / (rate * lateShare);
  return Math.ceil(Math.min(longestLateWaitMs, Math.max(tickMs, theirMs)));
}
