import type { View } from "../view";
import { end, type EndDeps, type EndResult } from "./end";
import type { Whose } from "./whose-session";

/**
 * The operator takes an admission back. The gate sees it when the token ends, and until then the slot is
 * kept; whoever asks for the session sees it at once.
 *
 * @throws StoreError if the store is down; the same request may be repeated.
 */
export function revoke(view: View, whose: Whose, request: string, deps: EndDeps): Promise<EndResult> {
  return end(view, whose, { state: "revoked", request, keepsSlot: true }, deps);
}
