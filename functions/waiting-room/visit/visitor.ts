import { createHash } from "node:crypto";

const visitorLength = 22;

const pattern = /^[A-Za-z0-9_-]{22}$/;

/** Whether it could be the name of a visitor. */
export function isVisitor(value: string): boolean {
  return pattern.test(value);
}

/**
 * Who a request id stands for: the same for every join with it, another for every event.
 *
 * A hash, 132 bits of base64url: whoever knows the request id has the place, so it is not what is stored.
 */
export function visitorOf(event: string, requestId: string): string {
  return createHash("sha256").update(`${event}|${requestId}`).digest("base64url").slice(0, visitorLength);
}
