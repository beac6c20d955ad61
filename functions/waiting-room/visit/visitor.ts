import { createHash } from "node:crypto";

const visitorLength = 22;

/**
 * Who a request id stands for: the same for every join with it, another for every event.
 *
 * A hash, 132 bits of base64url: whoever knows the request id has the place, so it is not what is stored.
 */
export function visitorOf(event: string, requestId: string): string {
  return createHash("sha256").update(`${event}|${requestId}`).digest("base64url").slice(0, visitorLength);
}
