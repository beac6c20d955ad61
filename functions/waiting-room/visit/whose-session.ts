import { effectivePosition } from "../positions/permutation";
import type { Store } from "../store/store";
import { lotteryOf, type View } from "../view";

/** A session is asked for by its effective position or by whose it is. */
export type Whose = { readonly position: number } | { readonly visitor: string };

/** The effective position of a session; nothing if the visitor is unknown. There need not be a session yet. */
export async function positionOfSession(
  view: View,
  whose: Whose,
  store: Pick<Store, "readPlace" | "readAdmitted">,
): Promise<number | undefined> {
  if ("position" in whose) return whose.position;
  if (view.record.config.joinStore === "none") return store.readAdmitted(view.event, whose.visitor);
  const place = await store.readPlace(view.event, whose.visitor);
  return place === undefined ? undefined : effectivePosition(place.position, lotteryOf(view));
}
