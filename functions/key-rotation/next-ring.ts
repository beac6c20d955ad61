import type { KeyRing } from "../waiting-room/tokens/key-ring";
import { advance, dropKey, ringCacheMs, rotate, spreadMs } from "../waiting-room/tokens/rotation";
import type { Asked } from "./asked";
import type { StoredRing } from "./ring-secret";

/** What has been done to the ring. */
export type Step =
  "first ring" | "key dropped" | "rotation begun" | "rotation put off" | "key changed" | "old key gone";

/** What the ring is to become depends on. Moments are milliseconds since the epoch. */
export interface Circumstances {
  readonly asked: Asked;
  readonly now: number;
  /** When the last token is over (`tokensLiveUntil`); unknown if an event cannot be read. */
  readonly liveUntil: number | undefined;
  /** Whether every gate judges with this key already. */
  readonly edgeKnows: (kid: string) => boolean;
  readonly maxAgeMs: number;
  readonly newSecret: () => string;
}

/** The ring of a waiting room that has none. */
export function firstRing(now: number, newSecret: () => string): KeyRing {
  return { current: "k1", signsSince: now, masters: { k1: newSecret() }, fingerprintKey: newSecret() };
}

/** The ring as it is to be, and the same object if it stays as it is. */
export function nextRing(ring: StoredRing["ring"], circumstances: Circumstances): KeyRing {
  const { asked, now, liveUntil, maxAgeMs, newSecret } = circumstances;
  const left = asked.kind === "drop" ? withoutKey(ring, asked.kid, now, newSecret) : ring;
  const known = withNextKnown(left, circumstances);
  // What has been signed until when can be told of all events or of none.
  if (liveUntil === undefined) return known;
  const due = advance(withLateTokens(known, now, liveUntil), now, liveUntil);
  const isOld = now - ring.signsSince >= maxAgeMs;
  const wanted = asked.kind === "rotate" || (isOld && due.current === ring.current);
  return unlessSame(ring, wanted ? rotate(due, now, newSecret(), liveUntil) : due);
}

function withoutKey(ring: KeyRing, kid: string, now: number, newSecret: () => string): KeyRing {
  if (!Object.hasOwn(ring.masters, kid)) return ring;
  const left = dropKey(ring, kid, newSecret());
  return left.current === ring.current ? left : { ...left, signsSince: now };
}

/** Far enough in the future that a store that takes no writes does not make a new version of the secret every minute. */
const putOffMs = 3_600_000;

/**
 * Puts the next key off if there is a gate that does not know it and might not in time. It then has two minutes or more
 * from the moment that a run begins to write it: a minute that a run lasts at most, and a minute in which the edge follows.
 */
function withNextKnown(ring: KeyRing, { now, edgeKnows }: Circumstances): KeyRing {
  const { next } = ring;
  if (next === undefined || next.notBefore >= now + spreadMs || edgeKnows(next.kid)) return ring;
  return { ...ring, next: { ...next, notBefore: now + putOffMs } };
}

/** Longer than the minute in which functions still sign with the ring before, so that a run falls behind it. */
const lateMs = ringCacheMs + 900_000;

/**
 * Keeps the key that has signed last for tokens of events that were made, or put off, after it had retired: functions
 * may have signed them with the ring before.
 */
function withLateTokens(ring: KeyRing, now: number, liveUntil: number): KeyRing {
  const { previous = [], signsSince = -Infinity } = ring;
  if (now > signsSince + lateMs || previous.length === 0) return ring;
  const last = previous.reduce((one, other) => (idNumber(one.kid) > idNumber(other.kid) ? one : other));
  if (last.notAfter >= liveUntil) return ring;
  const kept = previous.map((one) => (one === last ? { ...one, notAfter: liveUntil } : one));
  return { ...ring, previous: kept.toSorted((a, b) => a.notAfter - b.notAfter) };
}

/** Ids count up (`rotate`), so the highest is the youngest. */
function idNumber(kid: string): number {
  return Number(/\d+$/.exec(kid)?.[0] ?? 0);
}

function unlessSame(ring: KeyRing, next: KeyRing): KeyRing {
  return JSON.stringify(next) === JSON.stringify(ring) ? ring : next;
}

/** What has been done, in words for an operator. */
export function stepsBetween(before: KeyRing | undefined, after: KeyRing, asked: Asked): readonly Step[] {
  if (before === undefined) return ["first ring"];
  const dropped = asked.kind === "drop" && Object.hasOwn(before.masters, asked.kid);
  const gone = Object.keys(before.masters).filter(
    (kid) => !Object.hasOwn(after.masters, kid) && !(dropped && kid === asked.kid),
  );
  const putOff = before.next?.kid === after.next?.kid && before.next?.notBefore !== after.next?.notBefore;
  const steps: readonly (readonly [Step, boolean])[] = [
    ["key dropped", dropped],
    ["key changed", after.current !== before.current],
    ["old key gone", gone.length > 0],
    ["rotation put off", putOff],
    ["rotation begun", after.next !== undefined && after.next.kid !== before.next?.kid],
  ];
  return steps.flatMap(([step, done]) => (done ? [step] : []));
}
