import { createHmac } from "node:crypto";
import type { EventConfig } from "../waiting-room/event/config";
import type { AdmissionClaims, TicketClaims } from "../waiting-room/tokens/claims";
import { deviceKeys } from "../waiting-room/tokens/device-keys";
import type { KeyRing } from "../waiting-room/tokens/key-ring";
import { deviceTag, verifyAdmission, verifyTicket } from "../waiting-room/tokens/verify";
import { admissionCookie } from "../waiting-room/tokens/cookie-names";
import { cookieOf, deviceSecretOf } from "./cookies";
import type { ApiRequest } from "./http";
import { Refused, refusals, type Refusal } from "./refusals";

/** What a token is checked against besides its own signature. */
export interface Checking {
  readonly event: string;
  readonly config: Pick<EventConfig, "fingerprint">;
  readonly ring: KeyRing;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Tag of the device that makes the request, with this secret; what its tokens are bound to. */
export function tagOfRequest(request: ApiRequest, secret: string, { config, ring }: Checking): string {
  return deviceTag(
    {
      mode: config.fingerprint,
      deviceSecret: secret,
      userAgent: request.headers["user-agent"] ?? "",
      network: request.sourceIp,
    },
    ring,
  );
}

/**
 * The secret of a device that has none, from the request id it joins with.
 *
 * Two tabs that join at once, and a browser that repeats a join whose answer was lost, must get one secret and not
 * one each: the place is bound to the first. 128 bits, which nobody can tell without our key.
 */
export function firstDeviceSecret(event: string, rid: string, ring: KeyRing): string {
  return createHmac("sha256", deviceKeys(ring).secret)
    .update(`${event}\n${rid}`)
    .digest()
    .subarray(0, 16)
    .toString("base64url");
}

/** The claims of the ticket in `Authorization: Bearer`. @throws Refused if it is missing or not this device's. */
export function ticketOf(request: ApiRequest, checking: Checking): TicketClaims {
  const token = /^Bearer ([^\s,]+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
  if (token === undefined) throw new Refused(refusals.badTicket, { reason: "absent" });
  const verified = verifyTicket(token, showing(request, checking), checking.ring);
  if (verified.kind === "valid") return verified.claims;
  throw refusedToken(verified.reason, refusals.badTicket);
}

/** The claims of the event's admission cookie. @throws Refused if it is missing or not this device's. */
export function admissionOf(request: ApiRequest, checking: Checking): AdmissionClaims {
  const token = cookieOf(request, admissionCookie(checking.event));
  if (token === undefined) throw new Refused(refusals.badAdmission, { reason: "absent" });
  const verified = verifyAdmission(token, showing(request, checking), checking.ring);
  if (verified.kind === "valid") return verified.claims;
  throw refusedToken(verified.reason, refusals.badAdmission);
}

function showing(request: ApiRequest, checking: Checking) {
  const device = tagOfRequest(request, deviceSecretOf(request) ?? "", checking);
  return { event: checking.event, now: checking.now, device };
}

/** Only that a good token is on the wrong device is told; of all other failures the answer is the same. */
function refusedToken(reason: string, refusal: Refusal): Refused {
  return new Refused(reason === "device" ? refusals.clientMismatch : refusal, { reason });
}
