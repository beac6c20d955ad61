import { keptAfterCloseMs } from "../bounds";
import type { Clock } from "../clock";
import { clockIsWrong } from "../clock-trust";
import type { LeasedPositions } from "../positions/lease";
import type { Place } from "../store/records";
import type { Store } from "../store/store";
import type { View } from "../view";
import { takePosition } from "./take-position";

export type JoinResult =
  /** `again`: the visitor had this place before. */
  | { readonly kind: "joined"; readonly place: Place; readonly again: boolean }
  | { readonly kind: "notOpen" }
  | { readonly kind: "ended" }
  | { readonly kind: "full" }
  /** This process cannot tell the time well enough to keep people in order. Nothing was given out. */
  | { readonly kind: "clock" };

export interface JoinDeps {
  readonly store: Pick<Store, "readPlace" | "takePlace" | "clockOffset">;
  readonly clock: Clock;
  readonly positions: LeasedPositions;
}

/**
 * Gives a visitor a place, and the same place however often they ask and at however many tabs.
 *
 * An open event takes people too: they pass without a place, and keep one should it have to queue again.
 * `device` is noted on a new place; one that exists keeps its own, whoever knows the request id is its owner.
 *
 * @throws StoreError if the place could not be written or nobody knows whether it was: asking again is safe.
 */
export async function join(
  view: View,
  { visitor, device }: { readonly visitor: string; readonly device: string },
  { store, clock, positions }: JoinDeps,
): Promise<JoinResult> {
  const { mode, config } = view.record;
  if (mode === "DRAFT") return { kind: "notOpen" };
  if (clockIsWrong(store)) return { kind: "clock" };
  if (mode === "ENDED" || clock.now() >= config.closeAt) return { kind: "ended" };

  const position = await takePosition(view, positions);
  if (position === "clock") return { kind: "clock" };
  if (position === "full") {
    const place = config.joinStore === "table" ? await store.readPlace(view.event, visitor) : undefined;
    return place === undefined ? { kind: "full" } : { kind: "joined", place, again: true };
  }

  const place: Place = { position, generation: 0, issuedAt: clock.now(), device, lastRequest: "" };
  if (config.joinStore === "none") return { kind: "joined", place, again: false };
  const taken = await store.takePlace(view.event, visitor, place, config.closeAt + keptAfterCloseMs);
  if (taken === "taken") return { kind: "joined", place, again: false };
  positions.giveBack(view.event, position);
  return { kind: "joined", place: taken, again: true };
}
