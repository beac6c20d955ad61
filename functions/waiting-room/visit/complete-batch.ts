import * as z from "zod";
import { isEventId } from "../event/event-id";
import type { EventView } from "../view";
import { complete } from "./complete";
import type { EndDeps } from "./end";

export interface Message {
  readonly messageId: string;
  readonly body: string;
}

export interface BatchResult {
  /** Messages to be delivered again: the first that failed and all after it, so that their order stays. */
  readonly failed: readonly string[];
  /** Messages that no repetition can help, to be logged. They count as done. */
  readonly setAside: readonly { readonly messageId: string; readonly reason: SetAside }[];
}

export type SetAside = "unreadable" | "unknown event" | "unknown visitor" | "revoked";

const bodySchema = z.object({
  event: z.string().refine(isEventId),
  visitor: z.string().regex(/^[A-Za-z0-9_-]{22}$/u),
});

/**
 * Completes the sessions a first-in-first-out queue tells of.
 *
 * A message that can never succeed is set aside and not failed. A failed one comes back with all behind it, until the
 * queue gives it up, and blocks its group meanwhile; setting it aside costs no more than a slot that is given on when
 * the session ends by itself. The message's id is the request's, so a repetition changes nothing.
 */
export async function completeBatch(
  messages: readonly Message[],
  deps: EndDeps & { readonly views: Pick<EventView, "read"> },
): Promise<BatchResult> {
  const setAside: { messageId: string; reason: SetAside }[] = [];
  for (const [index, message] of messages.entries()) {
    try {
      const reason = await completeOne(message, deps);
      if (reason !== undefined) setAside.push({ messageId: message.messageId, reason });
    } catch {
      return { failed: messages.slice(index).map(({ messageId }) => messageId), setAside };
    }
  }
  return { failed: [], setAside };
}

async function completeOne(
  { messageId, body }: Message,
  deps: EndDeps & { readonly views: Pick<EventView, "read"> },
): Promise<SetAside | undefined> {
  const parsed = bodySchema.safeParse(parsedJson(body));
  if (!parsed.success) return "unreadable";
  const { event, visitor } = parsed.data;
  const view = await deps.views.read(event);
  if (view === undefined) return "unknown event";
  const result = await complete(view, { visitor }, messageId, deps);
  if (result.kind === "done") return undefined;
  return result.kind === "unknown" ? "unknown visitor" : "revoked";
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
