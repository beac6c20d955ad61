import type { Session } from "../waiting-room/store/records";
import type { AdmissionClaims } from "../waiting-room/tokens/claims";
import type { KeyRing } from "../waiting-room/tokens/key-ring";
import { admissionCookie } from "../waiting-room/tokens/cookie-names";
import { mintAdmission } from "../waiting-room/tokens/mint";
import { setCookie } from "./cookies";

/** What an admission says, with its moments in milliseconds. */
export interface Admission {
  readonly event: string;
  readonly visitor: string;
  /** After the lottery. */
  readonly position: number;
  readonly sessionId: string;
  readonly device: string;
  readonly generation: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export function ofSession(event: string, { id, ...session }: Session): Admission {
  return { ...session, event, sessionId: id };
}

/** An admission is renewed when a third of it is left: two renewals may fail before it is over. */
const renewedAt = 2 / 3;

/**
 * The cookie of an admission and what its owner is told of it. It lives no longer than the session, to the second, and
 * the same session always makes the same token.
 */
export function admissionAnswer(
  { event, visitor, position, sessionId, device, generation, issuedAt, expiresAt }: Admission,
  { ring, now }: { readonly ring: KeyRing; readonly now: number },
) {
  const claims: AdmissionClaims = {
    e: event,
    s: visitor,
    p: position,
    j: sessionId,
    i: Math.floor(issuedAt / 1_000),
    x: Math.floor(expiresAt / 1_000),
    d: device,
    g: generation,
  };
  const left = Math.max(0, expiresAt - now);
  return {
    cookie: setCookie(admissionCookie(event), mintAdmission(claims, ring), left),
    content: { exp: expiresAt, renewAfterSec: Math.floor((left * renewedAt) / 1_000) },
  };
}
