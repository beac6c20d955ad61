import type { Clock } from "../clock";
import type { EventRecord } from "../store/records";
import type { EventStore, SequenceStore } from "../store/store";
import { modes, type Mode } from "./config";
import { moved, needsDraw, never } from "./moves";
import { changedSettings, newSettings, type Problem } from "./settings";

/** What an operator's order needs. `seed` makes 32 random bytes as hex. */
export interface OperatorDeps {
  readonly store: EventStore & SequenceStore;
  readonly clock: Clock;
  readonly seed: () => string;
}

export type Refused =
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] }
  | { readonly kind: "exists" }
  | { readonly kind: "unknown event" }
  /** Somebody else has changed the event since. */
  | { readonly kind: "conflict" }
  /** The event cannot go there from where it is, or is over. */
  | { readonly kind: "illegal" };

export type Ordered = { readonly kind: "done"; readonly record: EventRecord } | Refused;

/** How often an order without a version of its own is repeated on what somebody else has written meanwhile. */
const maxAttempts = 3;

/** Makes an event in DRAFT, with a seed for its lottery and a gate that asks nobody yet. */
export async function createEvent(
  event: string,
  candidate: unknown,
  { store, clock, seed }: OperatorDeps,
): Promise<Ordered> {
  const checked = newSettings(candidate, clock.now());
  if (checked.kind === "invalid") return checked;
  const record = { mode: "DRAFT", config: checked.config, seed: seed(), enforceFrom: never } as const;
  const written = await store.createEvent(event, record);
  return written === "created" ? { kind: "done", record: { ...record, version: 1 } } : { kind: "exists" };
}

/**
 * Replaces the settings of the event's version `expected`.
 *
 * The size of first blocks is kept with the sequence, where every lease reads it; it follows the settings, also those
 * of an order that was cut off half-way.
 */
export async function changeSettings(
  event: string,
  candidate: unknown,
  expected: number,
  { store }: OperatorDeps,
): Promise<Ordered> {
  const current = await store.readEvent(event);
  if (current === undefined) return { kind: "unknown event" };
  if (current.version !== expected) return { kind: "conflict" };
  if (current.mode === "ENDED") return { kind: "illegal" };
  const checked = changedSettings(candidate, current.config, current.mode);
  if (checked.kind === "invalid") return checked;
  const { mode, seed, enforceFrom } = current;
  const next = { mode, config: checked.config, seed, enforceFrom };
  if ((await store.updateEvent(event, next, expected)) === "conflict") return { kind: "conflict" };
  await followFirstLease(event, checked.config.firstLease, store);
  return { kind: "done", record: { ...next, version: expected + 1 } };
}

async function followFirstLease(event: string, size: number, store: SequenceStore): Promise<void> {
  const sequence = await store.readSequence(event);
  if (sequence?.firstLease !== size) await store.setFirstLease(event, size);
}

/**
 * Moves the event there, from one of those modes; one that is there already stays as it is, so an order can be
 * repeated.
 */
export async function moveEvent(
  event: string,
  to: Mode,
  deps: OperatorDeps,
  from: readonly Mode[] = modes,
): Promise<Ordered> {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const ordered = await tryMove(event, to, deps, from);
    if (ordered.kind !== "conflict") return ordered;
  }
  return { kind: "conflict" };
}

async function tryMove(
  event: string,
  to: Mode,
  { store, clock }: OperatorDeps,
  from: readonly Mode[],
): Promise<Ordered> {
  const current = await store.readEvent(event);
  if (current === undefined) return { kind: "unknown event" };
  if (current.mode === to) return { kind: "done", record: current };
  const next = from.includes(current.mode) ? moved(current, to, clock.now()) : undefined;
  if (next === undefined) return { kind: "illegal" };
  if (needsDraw(to)) await store.seal(event);
  const written = await store.updateEvent(event, next, current.version);
  return written === "written"
    ? { kind: "done", record: { ...next, version: current.version + 1 } }
    : { kind: "conflict" };
}
