import { checkedClaims, type Claims } from "./checked-claims";
import type { AdmissionClaims, TicketClaims } from "./claims";
import { derivedKeys } from "./derived-keys";
import type { KeyRing } from "./key-ring";
import { nodeHmac } from "./node-hmac";
import { maxTokenLength, type TokenType } from "./token";

function mint<T extends TokenType>(type: T, claims: Claims[T], ring: KeyRing): string {
  if (checkedClaims(type, claims) === undefined) throw new Error("claims nobody would accept");
  const key = derivedKeys(ring, type, claims.e)[ring.current];
  if (key === undefined) throw new Error("the key ring does not hold its current key");
  const signed = `${type}.${ring.current}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  const token = `${signed}.${nodeHmac(key, signed)}`;
  if (token.length > maxTokenLength) throw new Error("a token longer than anybody would accept");
  return token;
}

/** Signs a ticket with the current key. Throws on claims that no verifier would accept. */
export function mintTicket(claims: TicketClaims, ring: KeyRing): string {
  return mint("q1", claims, ring);
}

/** Signs an admission with the current key. Throws on claims that no verifier would accept. */
export function mintAdmission(claims: AdmissionClaims, ring: KeyRing): string {
  return mint("a1", claims, ring);
}
