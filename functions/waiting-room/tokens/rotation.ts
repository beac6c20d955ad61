import { ticketSlackMs } from "../bounds";
import { maxKeys, type KeyRing } from "./key-ring";

/** How long a key is known everywhere before it signs: writes to the edge's store have been seen to take half a minute. */
export const spreadMs = 120_000;

/** How long a function may go on signing with a ring it has read. */
export const ringCacheMs = 60_000;

function without(
  masters: Readonly<Record<string, string>>,
  gone: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(masters).filter(([kid]) => !gone.includes(kid)));
}

/** An id no key of the ring has: ids count up, so that one that is gone does not come back soon. */
function nextId(ring: KeyRing): string {
  const numbers = Object.keys(ring.masters).map((kid) => Number(/^k(\d{1,9})$/.exec(kid)?.[1] ?? 0));
  return `k${String(Math.max(...numbers) + 1)}`;
}

function withoutOver(ring: KeyRing, now: number): KeyRing {
  const { previous = [], ...rest } = ring;
  const over = previous.filter(({ notAfter }) => notAfter <= now);
  const left = previous.filter(({ notAfter }) => notAfter > now);
  return {
    ...rest,
    masters: without(
      ring.masters,
      over.map(({ kid }) => kid),
    ),
    ...(left.length > 0 && { previous: left }),
  };
}

function withNextSigning(ring: KeyRing, now: number, liveUntil: number): KeyRing {
  const { next, previous = [], ...rest } = ring;
  if (next === undefined || next.notBefore > now) return ring;
  const retired = { kid: ring.current, notAfter: Math.max(liveUntil, now + ringCacheMs) };
  return {
    ...rest,
    current: next.kid,
    signsSince: now,
    previous: [...previous, retired].sort((a, b) => a.notAfter - b.notAfter),
  };
}

/**
 * Does what is due: drops keys whose time is over, lets the next key sign. Nothing new begins.
 *
 * `liveUntil` is when the last token is over that the present key may have signed or may still sign in the minute in
 * which functions hold the old ring (`tokensLiveUntil`).
 */
export function advance(ring: KeyRing, now: number, liveUntil: number): KeyRing {
  return withNextSigning(withoutOver(ring, now), now, liveUntil);
}

/**
 * Does what is due and begins a rotation, unless one is under way or old tokens still need all the room there is.
 * The key goes from next over current to previous and is then gone, as `advance` is called; no deployment is needed.
 */
export function rotate(ring: KeyRing, now: number, newSecret: string, liveUntil: number): KeyRing {
  const present = advance(ring, now, liveUntil);
  if (present.next !== undefined || Object.keys(present.masters).length >= maxKeys) return present;
  const kid = nextId(present);
  return {
    ...present,
    masters: { ...present.masters, [kid]: newSecret },
    next: { kid, notBefore: now + spreadMs },
  };
}

/**
 * Takes a key that is no longer secret out of the ring: all its tokens are refused as soon as everybody has the ring.
 * If it was the one that signs, the next or a new one does so at once, and the edge refuses its tokens until it knows it.
 */
export function dropKey(ring: KeyRing, kid: string, newSecret: string): KeyRing {
  const { next, previous = [], signsSince, ...rest } = ring;
  const left = previous.filter((one) => one.kid !== kid);
  const kept = next === undefined || next.kid === kid || kid === ring.current ? undefined : next;
  const successor = next === undefined || next.kid === kid ? nextId(ring) : next.kid;
  const signs = kid === ring.current ? successor : ring.current;
  return {
    ...rest,
    current: signs,
    ...(signs === ring.current && signsSince !== undefined && { signsSince }),
    masters: { [signs]: newSecret, ...without(ring.masters, [kid]) },
    ...(kept && { next: kept }),
    ...(left.length > 0 && { previous: left }),
  };
}

/** While sessions cannot be stored, an admission without one is good for this long. */
const uncountedAdmissionMs = 120_000;

/** When the last token that is signed until `now` and in the minute after is over, events being as they are. */
export function tokensLiveUntil(
  events: readonly { readonly closeAt: number; readonly sessionTtlMs: number }[],
  now: number,
): number {
  return Math.max(
    now + ringCacheMs,
    ...events.map(({ closeAt, sessionTtlMs }) =>
      Math.max(closeAt + ticketSlackMs, now + ringCacheMs + Math.max(sessionTtlMs, uncountedAdmissionMs)),
    ),
  );
}
