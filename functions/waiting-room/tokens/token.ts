import { ownValue } from "../own-value";
import { parsedJson } from "../parsed-json";
import { checkedClaims, type Claims } from "./checked-claims";

/*
 * The verifier. It runs in CloudFront Functions as it stands, so it keeps to what that runtime knows: no destructuring,
 * no for-of, no spread, no default parameter, no class, no Map. The HMAC is passed in.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */

/** HMAC-SHA256 of a text under a text, as 43 characters of base64url. */
export type Hmac = (key: string, data: string) => string;

/** `q1` is a ticket: a place in the line. `a1` is an admission: the right to pass the gate. */
export type TokenType = keyof Claims;

/** Why a token is refused. For logs only: whoever shows a token learns no more than that it is refused. */
export type Refusal =
  "absent" | "twice" | "format" | "key" | "signature" | "claims" | "event" | "expired" | "future" | "device";

export type Verified<C> =
  { readonly kind: "valid"; readonly claims: C } | { readonly kind: "refused"; readonly reason: Refusal };

/** What a token must match. */
export interface Expected<T extends TokenType> {
  readonly type: T;
  readonly event: string;
  /** Derived keys of this type and event by key id. */
  readonly keys: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Tag of the device that shows the token. */
  readonly device: string;
}

export const maxTokenLength = 512;

/** How far ahead of ours the clock of whoever signed may be. */
const clockLeewayMs = 5_000;

const macLength = 43;
const keyId = /^[a-z0-9]{1,16}$/;
const base64url = /^[A-Za-z0-9_-]+$/;

/** Nobody signs with it: an unknown key id shall cost what a wrong signature costs. */
const noKey = "-".repeat(macLength);

/**
 * The same time for every pair of MACs. The text is compared, so that a MAC has one spelling only, and as bytes: single
 * characters take CloudFront's runtime five times as long.
 */
function sameMac(given: string, right: string): boolean {
  const one = Buffer.from(given);
  const other = Buffer.from(right);
  let difference = one.length ^ macLength;
  for (let index = 0; index < macLength; index += 1) {
    difference |= (one[index] ?? 0) ^ (other[index] ?? 0);
  }
  return difference === 0;
}

function refused(reason: Refusal): { readonly kind: "refused"; readonly reason: Refusal } {
  return { kind: "refused", reason };
}

/** Checks a token `type.keyId.payload.mac`, first the signature, then what is signed. Never throws. */
export function checkToken<T extends TokenType>(
  token: string,
  expected: Expected<T>,
  hmac: Hmac,
): Verified<Claims[T]> {
  if (token.length > maxTokenLength) return refused("format");
  const parts = token.split(".");
  const kid = String(parts[1]);
  const payload = String(parts[2]);
  const mac = String(parts[3]);
  if (parts.length !== 4 || parts[0] !== expected.type || !keyId.test(kid) || !base64url.test(payload)) {
    return refused("format");
  }
  const key = ownValue(expected.keys, kid);
  const right = hmac(key ?? noKey, `${expected.type}.${kid}.${payload}`);
  const same = sameMac(mac, right);
  if (key === undefined) return refused("key");
  if (!same) return refused("signature");
  const claims = checkedClaims(expected.type, parsedJson(Buffer.from(payload, "base64url").toString()));
  if (claims === undefined) return refused("claims");
  if (claims.e !== expected.event) return refused("event");
  if (claims.x * 1_000 <= expected.now) return refused("expired");
  if (claims.i * 1_000 > expected.now + clockLeewayMs) return refused("future");
  if (claims.d !== expected.device) return refused("device");
  return { kind: "valid", claims };
}
