import type { KeyRing } from "./key-ring";
import { nodeHmac } from "./node-hmac";
import type { TokenType } from "./token";

const maxRemembered = 1_000;

const remembered = new WeakMap<KeyRing, Map<string, Readonly<Record<string, string>>>>();

/** Keys of one event and type by key id. Who holds one can neither make another type nor another event's tokens. */
export function derivedKeys(ring: KeyRing, type: TokenType, event: string): Readonly<Record<string, string>> {
  const name = `${type}|${event}`;
  const ofRing = remembered.get(ring) ?? new Map<string, Readonly<Record<string, string>>>();
  const known = ofRing.get(name);
  if (known) return known;
  const keys = Object.fromEntries(
    Object.entries(ring.masters).map(([kid, master]) => [kid, nodeHmac(master, name)]),
  );
  if (ofRing.size >= maxRemembered) ofRing.clear();
  remembered.set(ring, ofRing.set(name, keys));
  return keys;
}

/** Those of them that verify at this moment, in milliseconds: none of a key whose time is over. */
export function verifyingKeys(
  ring: KeyRing,
  type: TokenType,
  event: string,
  now: number,
): Readonly<Record<string, string>> {
  const keys = derivedKeys(ring, type, event);
  const over = (ring.previous ?? []).filter(({ notAfter }) => notAfter <= now).map(({ kid }) => kid);
  if (over.length === 0) return keys;
  return Object.fromEntries(Object.entries(keys).filter(([kid]) => !over.includes(kid)));
}
