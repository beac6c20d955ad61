import type { Place, Session } from "../../../functions/waiting-room/store/records";
import { beginning } from "./an-event";

export function aPlace(choices: Partial<Place> = {}): Place {
  return {
    position: 7,
    generation: 0,
    issuedAt: beginning,
    device: "device-of-seven",
    lastRequest: "first request",
    ...choices,
  };
}

/** An active session of three minutes that may last fifteen. */
export function aSession(choices: Partial<Session> = {}): Session {
  const { position = 7 } = choices;
  return {
    position,
    state: "active",
    visitor: `visitor ${String(position)}`,
    id: `session ${String(position)}`,
    device: `device ${String(position)}`,
    issuedAt: beginning,
    expiresAt: beginning + 180_000,
    maxExpiresAt: beginning + 900_000,
    late: false,
    generation: 0,
    ...choices,
  };
}
