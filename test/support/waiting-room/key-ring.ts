import { createHash } from "node:crypto";
import type { AdmissionClaims, TicketClaims } from "../../../functions/waiting-room/tokens/claims";
import type { KeyRing } from "../../../functions/waiting-room/tokens/key-ring";

/** A key that is the same in every run and keeps nothing secret. */
export function syntheticKey(name: string): string {
  return createHash("sha256").update(`synthetic ${name}`).digest("base64url");
}

export function syntheticRing(overrides: Partial<KeyRing> = {}): KeyRing {
  return {
    current: "k1",
    masters: { k1: syntheticKey("k1"), k2: syntheticKey("k2") },
    fingerprintKey: syntheticKey("fingerprint"),
    ...overrides,
  };
}

/** Milliseconds; the tests' present. */
export const present = 1_790_000_000_000;

const seconds = present / 1_000;

export function ticketClaims(overrides: Partial<TicketClaims> = {}): TicketClaims {
  return {
    e: "concert-a",
    s: "s".repeat(22),
    p: 4_711,
    g: 0,
    i: seconds,
    x: seconds + 7_200,
    d: "d".repeat(11),
    ...overrides,
  };
}

export function admissionClaims(overrides: Partial<AdmissionClaims> = {}): AdmissionClaims {
  return { ...ticketClaims(), x: seconds + 180, j: "j".repeat(16), ...overrides };
}
