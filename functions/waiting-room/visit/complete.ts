import type { View } from "../view";
import { end, type EndDeps, type EndResult } from "./end";
import type { Whose } from "./whose-session";

/**
 * The visitor has what they came for. The slot is given on at once, or at the session's end if the operator counts
 * people until their admission is over (`releaseOnComplete`).
 *
 * @throws StoreError if the store is down; the same request may be repeated.
 */
export function complete(view: View, whose: Whose, request: string, deps: EndDeps): Promise<EndResult> {
  return end(view, whose, { state: "completed", request }, deps);
}
