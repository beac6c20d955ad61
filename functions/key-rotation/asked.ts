import * as z from "zod";
import { keyIdSchema } from "../waiting-room/tokens/key-ring";

/** What a run is to do beside what is due. */
export type Asked =
  | { readonly kind: "round" }
  /** Begin a rotation now, however young the key is. */
  | { readonly kind: "rotate" }
  /** Take a key that is no longer secret out of the ring. */
  | { readonly kind: "drop"; readonly kid: string };

/** What EventBridge sends where a schedule says nothing of its own. */
const schedule = z.looseObject({ source: z.enum(["aws.events", "aws.scheduler"]) });

const order = z.union([
  z.strictObject({}).transform((): Asked => ({ kind: "round" })),
  z.strictObject({ rotate: z.literal(true) }).transform((): Asked => ({ kind: "rotate" })),
  z.strictObject({ drop: keyIdSchema }).transform(({ drop }): Asked => ({ kind: "drop", kid: drop })),
  schedule.transform((): Asked => ({ kind: "round" })),
]);

/**
 * Reads what the function is invoked with.
 *
 * @throws Error on anything else: an order in an emergency that is misspelt must not pass for an ordinary round.
 */
export function readAsked(event: unknown): Asked {
  const { success, data } = order.safeParse(event);
  if (success) return data;
  throw new Error('invoke it with {}, {"rotate": true} or {"drop": "<key id>"}, for example {"drop": "k3"}');
}
