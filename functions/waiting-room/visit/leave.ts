import { StoreError } from "../store/store";
import type { View } from "../view";
import { complete } from "./complete";
import type { EndDeps } from "./end";
import type { Holder } from "./renew";

/**
 * The visitor closes the page. Nobody waits for an answer, so there is none: a session that could not be ended now
 * ends by itself. Nobody else's session is ended, nor from another device.
 */
export async function leave(view: View, holder: Holder, deps: EndDeps): Promise<void> {
  const { position, visitor, device } = holder;
  try {
    const session = await deps.store.readSession(view.event, position, view.record.config.sessionShards);
    if (session?.visitor !== visitor || session.device !== device || session.state !== "active") return;
    await complete(view, { position }, `leave-${session.id}`, deps);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
}
