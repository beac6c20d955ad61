import type { Clock } from "../clock";
import { clockIsWrong } from "../clock-trust";
import type { Mode } from "../event/config";
import type { Control, EventRecord } from "../store/records";
import { StoreError, type Store } from "../store/store";
import { countClaimed, countInside, highestClaimed } from "./count";
import { broughtUpToDate } from "./due";
import { frameOf, type Frame } from "./frame";
import { plan } from "./plan";
import { startLine } from "./start";

/** `afterMs`: how long ago the last tick was that has been read, by the store's clock; absent if there was none. */
export type TickOutcome =
  | {
      readonly kind: "ticked";
      readonly control: Control;
      readonly afterMs: number;
      /** How long it took, from its first request to its last answer. */
      readonly tookMs: number;
    }
  /** There is nothing to do yet: somebody has just done it, or a line that was lost is standing still. */
  | { readonly kind: "fresh"; readonly afterMs?: number }
  /** Somebody else leads. */
  | { readonly kind: "following"; readonly afterMs?: number }
  /** Somebody took over or was faster meanwhile, or it took too long. The line has not changed. */
  | { readonly kind: "lost"; readonly afterMs?: number }
  /** This process cannot tell the time well enough to lead. */
  | { readonly kind: "clock"; readonly afterMs?: number }
  /** Nobody waits or is inside: the event has not begun or is over. */
  | { readonly kind: "idle"; readonly mode: Mode }
  | { readonly kind: "unknown event" };

export interface TickDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** Who ticks: a name for a process. */
  readonly owner: string;
  /** How long nobody else may lead, in milliseconds. */
  readonly leaseMs?: number;
}

const ordinaryLeaseMs = 5_000;

/**
 * Counts who is inside and publishes the next line.
 *
 * Nothing is added up: a tick that is repeated, cut off anywhere or raced by another one leaves a line that holds.
 *
 * @throws StoreError if the store is down. Nothing has changed then, or the whole tick has happened.
 */
export async function tick(event: string, deps: TickDeps): Promise<TickOutcome> {
  const { store, clock, owner, leaseMs = ordinaryLeaseMs } = deps;
  const begunAt = clock.now();
  const [found, known] = await Promise.all([store.readEvent(event), store.readControl(event)]);
  if (found === undefined) return { kind: "unknown event" };
  const age = ageOf(known, deps);
  if (clockIsWrong(store)) return { kind: "clock", ...age };
  const record = await broughtUpToDate(event, found, known, clock.now(), store);
  if (isIdle(record, known)) return { kind: "idle", mode: record.mode };
  if (known === undefined) await startLine(event, record, deps);
  else if (isFresh(known, record, clock.now())) return { kind: "fresh", ...age };
  // Asking for the lead in vain is a write as well.
  else if (isLedByAnother(known, owner, clock.now())) return { kind: "following", ...age };

  const control = await store.lead(event, owner, clock.now(), leaseMs);
  if (control === undefined) return { kind: "following", ...age };
  // Not earlier: whom this line has called since it was published must not be taken to have been called before.
  const now = clock.now();
  if (isFresh(control, record, now)) return { kind: "fresh", ...ageOf(control, deps) };
  // What the operator has decided meanwhile must not be known to nobody for long.
  const tooLateAt = Math.min(control.leaseUntil, begunAt + leaseMs);
  const moment = { now: Math.max(now, control.tickedAt), tooLateAt };
  const next = await lead(event, record, control, moment, deps);
  if (next === "lost") return { kind: "lost", ...age };
  return { kind: "ticked", control: next, afterMs: now - control.tickedAt, tookMs: clock.now() - begunAt };
}

/** Publishes the next line and answers it. */
async function lead(
  event: string,
  record: EventRecord,
  control: Control,
  { now, tooLateAt }: { readonly now: number; readonly tooLateAt: number },
  { store, clock }: TickDeps,
): Promise<Control | "lost"> {
  const sessions = { store, event, shards: record.config.sessionShards };
  const [sequence, late] = await Promise.all([store.readSequence(event), store.readLate(event)]);
  if (sequence === undefined) throw new StoreError("unreadable", new Error("the event has no sequence"));
  const issued = sequence.last;
  const unseen = { after: control.segment.S0, upTo: issued };
  const highest = control.sequence === 0 ? await highestClaimed(sessions, unseen) : 0;
  const frame = frameOf(control, { ...record, now, issued, highestClaimed: highest });
  const inside = await countInside(sessions, blocksOf(control, frame), now);
  const outcome = await outcomeOf(frame, (range) => countClaimed(sessions, range));
  const next = plan(control, frame, record, { late, inside, outcome });

  // Who was held up for as long as the lease may have been overtaken, and its count is old.
  const isTooLate = () => clock.now() >= tooLateAt;
  if (isTooLate()) return "lost";
  if ((await store.offerLate(event, next.offered, control.fence, late.granted)) === "lost") return "lost";
  // An offer whose line is not published is no more than was counted: the cap that stands is the lower one.
  if (isTooLate()) return "lost";
  return (await store.writeControl(event, next, control)) === "lost" ? "lost" : next;
}

function ageOf(control: Control | undefined, { store, clock }: TickDeps): { readonly afterMs?: number } {
  return control === undefined ? {} : { afterMs: clock.now() - store.clockOffset() - control.tickedAt };
}

function isLedByAnother(control: Control, owner: string, now: number): boolean {
  return control.owner !== owner && control.leaseUntil >= now;
}

function isIdle({ mode }: EventRecord, control: Control | undefined): boolean {
  if (mode === "DRAFT") return true;
  return mode === "ENDED" && (control === undefined || (control.mode === "ENDED" && control.active === 0));
}

/** Half a tick is not yet due; but the operator is obeyed at once. A line that was lost stands, whatever is asked. */
function isFresh(control: Control, { mode, config }: EventRecord, now: number): boolean {
  if (control.sequence === 0) return now < control.tickedAt;
  return control.mode === mode && now - control.tickedAt < config.tickMs / 2;
}

function blocksOf({ firstBucket, capMax }: Control, { reached, issued, settled, over }: Frame) {
  return { firstBucket, upTo: Math.min(reached, issued), over, range: { after: settled, upTo: capMax } };
}

async function outcomeOf(
  { closedBefore, late }: Frame,
  count: (range: { readonly after: number; readonly upTo: number }) => Promise<number>,
): Promise<Control["outcome"]> {
  const closed = Math.max(0, Math.floor(late) - Math.floor(closedBefore));
  return { closed, claimed: await count({ after: closedBefore, upTo: late }) };
}
