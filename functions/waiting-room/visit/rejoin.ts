import { settlingMs } from "../bounds";
import type { Clock } from "../clock";
import { clockIsWrong } from "../clock-trust";
import { placeState } from "../line/place";
import type { LeasedPositions } from "../positions/lease";
import { effectivePosition } from "../positions/permutation";
import type { Place } from "../store/records";
import { StoreError, type Store } from "../store/store";
import { lotteryOf, type View } from "../view";
import { takePosition } from "./take-position";

/** A ticket, as it has been verified, and what its owner asks for. */
export interface RejoinRequest {
  readonly visitor: string;
  /** As it was given out, before the lottery. */
  readonly position: number;
  readonly generation: number;
  /** Names the request: its repetition gets the same place. */
  readonly request: string;
  readonly device: string;
}

export type RejoinResult =
  /** `again`: the place had been moved before, by this request or from another tab. */
  | { readonly kind: "rejoined"; readonly place: Place; readonly again: boolean }
  /** `retryAfterMs`: the place has lapsed, but a claim made in time may still be on its way. */
  | { readonly kind: "stillValid"; readonly retryAfterMs?: number }
  /** The visitor was admitted at the place, so there is no other to be had. */
  | { readonly kind: "alreadyDone" }
  | { readonly kind: "tooMany" }
  | { readonly kind: "full" }
  | { readonly kind: "ended" }
  /** This process cannot tell the time well enough to decide. Nothing was given out. */
  | { readonly kind: "clock" };

export interface RejoinDeps {
  readonly store: Pick<Store, "readPlace" | "movePlace" | "readSession" | "readAdmitted" | "clockOffset">;
  readonly clock: Clock;
  readonly positions: LeasedPositions;
}

/**
 * Gives a visitor whose place has lapsed one at the end of the line.
 *
 * The store's place counts, not the ticket's: whoever comes with an old ticket gets the place they have by now.
 *
 * @throws StoreError if the store is down or has lost the place: asking again with the same request is safe.
 */
export async function rejoin(view: View, request: RejoinRequest, deps: RejoinDeps): Promise<RejoinResult> {
  const { mode, config } = view.record;
  if (clockIsWrong(deps.store)) return { kind: "clock" };
  if (mode === "ENDED" || deps.clock.now() >= config.closeAt) return { kind: "ended" };

  const place =
    config.joinStore === "table" ? await storedPlace(view, request, deps) : ticketed(request, deps);
  if (place.lastRequest === request.request) return { kind: "rejoined", place, again: true };
  const lapse = lapseOf(place, view, deps.clock.now());
  if (lapse !== "settled") {
    if (place.position !== request.position) return { kind: "rejoined", place, again: true };
    return lapse === "none" ? { kind: "stillValid" } : { kind: "stillValid", retryAfterMs: settlingMs };
  }
  if (await wasAdmitted(place, view, request, deps)) return { kind: "alreadyDone" };
  if (place.generation >= config.maxRejoins) return { kind: "tooMany" };
  return move(place, view, request, deps);
}

async function storedPlace(view: View, { visitor }: RejoinRequest, { store }: RejoinDeps): Promise<Place> {
  const place = await store.readPlace(view.event, visitor);
  if (place === undefined) throw new StoreError("unreadable");
  return place;
}

/** Where places are not stored, a ticket is all there is, and a repeated request gets yet another number. */
function ticketed({ position, generation, device }: RejoinRequest, { clock }: RejoinDeps): Place {
  return { position, generation, issuedAt: clock.now(), device, lastRequest: "" };
}

/** A claim that was decided just before the place lapsed can be written later, so a lapse must first settle. */
function lapseOf(place: Place, view: View, now: number): "none" | "settling" | "settled" {
  const { control, record } = view;
  if (control === undefined) return "none";
  const position = effectivePosition(place.position, lotteryOf(view));
  const hasLapsed = (at: number) => placeState(position, control, record.config, at) === "lapsed";
  if (hasLapsed(now - settlingMs)) return "settled";
  return hasLapsed(now) ? "settling" : "none";
}

async function wasAdmitted(
  place: Place,
  view: View,
  { visitor }: RejoinRequest,
  { store }: RejoinDeps,
): Promise<boolean> {
  const { joinStore, sessionShards } = view.record.config;
  if (joinStore === "none") return (await store.readAdmitted(view.event, visitor)) !== undefined;
  const position = effectivePosition(place.position, lotteryOf(view));
  return (await store.readSession(view.event, position, sessionShards)) !== undefined;
}

async function move(
  place: Place,
  view: View,
  { visitor, request }: RejoinRequest,
  { store, positions }: RejoinDeps,
): Promise<RejoinResult> {
  const { joinStore, maxRejoins } = view.record.config;
  const to = await takePosition(view, positions);
  if (typeof to === "string") return { kind: to };
  if (joinStore === "none") {
    const moved = { ...place, position: to, generation: place.generation + 1, lastRequest: request };
    return { kind: "rejoined", place: moved, again: false };
  }
  const moved = await store.movePlace(view.event, visitor, {
    from: place.position,
    to,
    request,
    maxMoves: maxRejoins,
  });
  const stands = "refused" in moved ? moved.refused : moved;
  if (stands?.position === to) return { kind: "rejoined", place: stands, again: false };
  positions.giveBack(view.event, to);
  if (stands === undefined) throw new StoreError("unreadable");
  // Another tab was quicker. Only that moves a place, so it is not the one that has lapsed.
  return { kind: "rejoined", place: stands, again: true };
}
