import type { AdmissionClaims, TicketClaims } from "./claims";
import { verifyingKeys } from "./derived-keys";
import { deviceKeys } from "./device-keys";
import { tagOf, type Device } from "./device-tag";
import type { KeyRing } from "./key-ring";
import { nodeHmac } from "./node-hmac";
import { checkToken, type TokenType, type Verified } from "./token";

/** What a token must match: this event, this moment (milliseconds), and the tag of the device that shows it. */
export interface Showing {
  readonly event: string;
  readonly now: number;
  readonly device: string;
}

function expected<T extends TokenType>(type: T, { event, now, device }: Showing, ring: KeyRing) {
  return { type, event, now, device, keys: verifyingKeys(ring, type, event, now) };
}

/**
 * The claims of a ticket, or why it is refused. `device` as the reason means that the ticket is good, but somebody
 * else's; all other reasons are one refusal to whoever asks.
 */
export function verifyTicket(token: string, showing: Showing, ring: KeyRing): Verified<TicketClaims> {
  return checkToken(token, expected("q1", showing, ring), nodeHmac);
}

/** The claims of an admission, or why it is refused; reasons as for tickets. */
export function verifyAdmission(token: string, showing: Showing, ring: KeyRing): Verified<AdmissionClaims> {
  return checkToken(token, expected("a1", showing, ring), nodeHmac);
}

/** What tokens of this device are bound to: 11 characters. */
export function deviceTag(device: Device, ring: KeyRing): string {
  return tagOf(device, deviceKeys(ring).tag, nodeHmac);
}
