import type { Clock } from "../waiting-room/clock";
import type { ProtectedPath } from "../waiting-room/gate/routes";
import type { EventStore } from "../waiting-room/store/store";
import type { KeyRing } from "../waiting-room/tokens/key-ring";
import { tokensLiveUntil } from "../waiting-room/tokens/rotation";
import type { Asked } from "./asked";
import type { GateSink } from "./gate-sink";
import { readKnownEvents, type KnownEvents } from "./known-events";
import { firstRing, nextRing, stepsBetween, type Step } from "./next-ring";
import type { RingSecret, StoredRing } from "./ring-secret";
import { changesOf, edgeKnows } from "./wanted-entries";

export interface RoundDeps {
  readonly rings: RingSecret;
  readonly store: Pick<EventStore, "listEvents" | "readEvent">;
  readonly gate: GateSink;
  readonly paths: readonly ProtectedPath[];
  readonly clock: Clock;
  /** How old the key that signs becomes. */
  readonly maxAgeMs: number;
  /** 32 random bytes as base64url. */
  readonly newSecret: () => string;
}

/** What a run has done: no key, and nothing a key could be told from. */
export interface Done {
  readonly steps: readonly Step[];
  /** Id of the key that signs. */
  readonly current: string;
  readonly ringAgeMs: number;
  readonly entriesWritten: number;
  readonly entriesDeleted: number;
  /** Why not all was done: the gates of events that could not be read stay as they are, and no key ends or changes. */
  readonly problem?: Error;
}

/** How often a run begins again because another one was quicker. */
const maxAttempts = 5;

/**
 * Brings ring and gate to where they should be. It may be run at any time, by any number at once, and be cut off
 * anywhere: the next run finds what is missing.
 *
 * A key is known everywhere before it signs. So the ring is written first, with a next key that does not sign yet, and
 * the gate after it; and the key changes only in a later run, which has seen that the gate knows it.
 *
 * The gate is read before the ring. What a run that was slow would write is then refused, if anybody has written the
 * gate since, and otherwise made of a ring as new as the one the gate was written from.
 *
 * It must end within a minute of its start: see `nextRing`.
 *
 * @throws Error if ring or gate do not answer, or others are always quicker.
 */
export async function runRound(asked: Asked, deps: RoundDeps): Promise<Done> {
  const steps = new Set<Step>();
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const done = await tryRound(asked, deps, steps);
    if (done !== "conflict") return done;
  }
  throw new Error(
    "others were quicker again and again; if nobody else writes the secrets, see whether an older version was put back",
  );
}

async function tryRound(asked: Asked, deps: RoundDeps, steps: Set<Step>): Promise<Done | "conflict"> {
  const seen = await deps.gate.read();
  const stored = await deps.rings.read();
  const events = await readKnownEvents(deps.store);
  const now = deps.clock.now();
  const ring = ringOf(stored, { asked, deps, events, now, seen: seen.entries });
  const changes = changesOf(seen.entries, { events, paths: deps.paths, ring, now });
  const isDone = ring === stored?.ring && changes.puts.length === 0 && changes.deletes.length === 0;
  // What is remembered tells that all is as it should be. If it is not, it is no ground to decide on.
  if (seen.isRemembered === true && !isDone) return deps.gate.write(changes, seen).then(() => "conflict");
  if (ring !== stored?.ring) {
    if ((await deps.rings.write(ring, stored)) === "conflict") return "conflict";
    for (const step of stepsBetween(stored?.ring, ring, asked)) steps.add(step);
  }
  if (!isDone && (await deps.gate.write(changes, seen)) === "conflict") return "conflict";
  return {
    steps: [...steps],
    current: ring.current,
    ringAgeMs: now - (ring.signsSince ?? now),
    entriesWritten: changes.puts.length,
    entriesDeleted: changes.deletes.length,
    ...(events.problem && { problem: events.problem }),
  };
}

function ringOf(
  stored: StoredRing | undefined,
  run: {
    readonly asked: Asked;
    readonly deps: RoundDeps;
    readonly events: KnownEvents;
    readonly now: number;
    readonly seen: ReadonlyMap<string, string>;
  },
): KeyRing {
  const { asked, deps, events, now, seen } = run;
  const { maxAgeMs, newSecret } = deps;
  if (stored === undefined) return firstRing(now, newSecret);
  const { ring } = stored;
  const configs = [...events.readable.values()].map(({ config }) => config);
  const liveUntil = events.problem === undefined ? tokensLiveUntil(configs, now) : undefined;
  return nextRing(ring, {
    asked,
    now,
    liveUntil,
    edgeKnows: (kid) => edgeKnows(seen, ring, kid),
    maxAgeMs,
    newSecret,
  });
}
