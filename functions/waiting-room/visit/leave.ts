import { StoreError } from "../store/store";
import type { View } from "../view";
import { end, type EndDeps } from "./end";
import type { Holder } from "./renew";

/**
 * The visitor closes the page. Nobody waits for an answer, so there is none: a session that could not be ended now
 * ends by itself. Nobody else's session is ended, nor from another device.
 *
 * The slot is kept until the admission is over. The gate lets it in until then, and a visitor's word that it is used no
 * more is worth nothing: a copy of two cookies would otherwise be somebody inside whom nobody counts.
 */
export async function leave(view: View, holder: Holder, deps: EndDeps): Promise<void> {
  const { position, visitor, device } = holder;
  try {
    const session = await deps.store.readSession(view.event, position, view.record.config.sessionShards);
    if (session?.visitor !== visitor || session.device !== device || session.state !== "active") return;
    const request = `leave-${session.id}`;
    await end(view, { position }, { state: "completed", request, keepsSlot: true }, deps);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}
