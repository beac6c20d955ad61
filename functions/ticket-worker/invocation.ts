import type { SQSEvent } from "aws-lambda";
import * as z from "zod";
import { eventIdPattern } from "../waiting-room/event/event-id";
import type { Reconciliation } from "./seat-map/reconcile";

const section = z.strictObject({
  event: z.string().regex(eventIdPattern),
  section: z.string().min(1).max(40),
});

const reconciliationSchema = z.strictObject({
  reconcile: z.strictObject({ sections: z.array(section).max(1_000).optional(), after: section.optional() }),
});

/** What the function is asked for: a batch of the stream, or a reconciliation of seat maps. */
export type Invocation = { readonly batch: SQSEvent } | { readonly reconciliation: Reconciliation };

/**
 * Tells what an invocation asks for.
 *
 * @throws Error if it is neither, with an example.
 */
export function readInvocation(event: unknown): Invocation {
  if (typeof event === "object" && event !== null && "Records" in event && Array.isArray(event.Records)) {
    return { batch: event as SQSEvent };
  }
  const { success, data } = reconciliationSchema.safeParse(event);
  if (success) return { reconciliation: data.reconcile };
  throw new Error(
    'neither a batch of the stream nor e.g. {"reconcile": {"sections": [{"event": "autumn-tour", "section": "A"}]}}',
  );
}
