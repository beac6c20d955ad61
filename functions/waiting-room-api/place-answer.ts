import { ticketSlackMs } from "../waiting-room/bounds";
import { lineOf } from "../waiting-room/status/build";
import type { Place } from "../waiting-room/store/records";
import type { KeyRing } from "../waiting-room/tokens/key-ring";
import { mintTicket } from "../waiting-room/tokens/mint";
import type { View } from "../waiting-room/view";
import { answer, type ApiResponse } from "./http";

/** Hands out a place: the ticket for it, bound to the device that took the place, and where the line is. */
export function placeAnswer(
  status: 200 | 201,
  view: View,
  { visitor, place }: { readonly visitor: string; readonly place: Place },
  {
    ring,
    now,
    cookies,
  }: { readonly ring: KeyRing; readonly now: number; readonly cookies: readonly string[] },
): ApiResponse {
  const { event, record } = view;
  const ticket = mintTicket(
    {
      e: event,
      s: visitor,
      p: place.position,
      g: place.generation,
      i: Math.floor(now / 1_000),
      x: Math.floor((record.config.closeAt + ticketSlackMs) / 1_000),
      d: place.device,
    },
    ring,
  );
  return answer(status, { ticket, pos: place.position, line: lineOf(view, now), now }, { cookies });
}
