import type { View } from "../view";
import { end, type EndDeps, type EndResult } from "./end";
import type { Whose } from "./whose-session";

/**
 * The platform says that the visitor has what they came for. The slot is given on at once, or at the session's end if
 * the operator counts people until their admission is over (`releaseOnComplete`).
 *
 * @throws StoreError if the store is down; the same request may be repeated.
 */
export function complete(view: View, whose: Whose, request: string, deps: EndDeps): Promise<EndResult> {
  const keepsSlot = view.record.config.releaseOnComplete === "atExpiry";
  return end(view, whose, { state: "completed", request, keepsSlot }, deps);
}
