import type { EventConfig, Mode } from "../../../functions/waiting-room/event/config";
import type { Place } from "../../../functions/waiting-room/store/records";
import { rejoin, type RejoinRequest, type RejoinResult } from "../../../functions/waiting-room/visit/rejoin";
import { Room } from "./a-room";
import { aPlace } from "./a-visitor";
import { aControl, anEvent, beginning } from "./an-event";

const second = 1_000;
const graceMs = 600 * second;

/** The line has passed 50. Up to 10 places have lapsed for good; 20 lapses now; up to 30 people are late. */
const line = aControl({
  S0: 50,
  history: [
    { at: beginning - 700 * second, position: 10 },
    { at: beginning - graceMs, position: 20 },
    { at: beginning - 100 * second, position: 30 },
  ],
});

export const standing = { lapsed: 7, settling: 20, late: 30, called: 50, waiting: 51 };

export const ann: RejoinRequest = {
  visitor: "ann",
  position: standing.lapsed,
  generation: 0,
  request: "again, please",
  device: "device-of-ann",
};

/** A room of 100 people, in which ann has the place. */
export async function aLapsedRoom(
  choices: Partial<EventConfig> = {},
  place: Partial<Place> = {},
  mode: Mode = "QUEUE",
) {
  const room = await Room.of(mode, { firstLease: 8, ...choices }, line);
  await room.memory.lease(anEvent, 100, 1_000);
  const stored = aPlace({ position: standing.lapsed, device: ann.device, lastRequest: "", ...place });
  if (choices.joinStore !== "none") await room.memory.takePlace(anEvent, "ann", stored, 0);
  return room;
}

export async function rejoined(room: Room, choices: Partial<RejoinRequest> = {}): Promise<RejoinResult> {
  return rejoin(await room.view(), { ...ann, ...choices }, room);
}
