import { createHash, timingSafeEqual } from "node:crypto";
import type { ApiRequest } from "./http";
import { Refused, refusals } from "./refusals";
import type { Route } from "./route";

/** The header by which CloudFront shows that a request came through it. */
export const originSecretHeader = "x-origin-verify";

export interface GuardSettings {
  /** Origins of pages that may send requests: the shop's own. */
  readonly allowedOrigins: readonly string[];
  /** What `x-origin-verify` may carry, the next secret beside the current; without any, nothing is asked. */
  readonly originSecrets: readonly string[];
}

/**
 * Refuses whoever must not get to a route at all.
 *
 * IAM guards the internal routes at API Gateway; that a caller was let through there is asked for again. The API's own
 * address is public, so a request must show that it came through CloudFront and its firewall. A page elsewhere could
 * send a visitor's browser here with its cookies: browsers tell where a request comes from, other clients have no
 * cookies that are not theirs.
 */
export function guard(request: ApiRequest, { audience, method }: Route, settings: GuardSettings): void {
  if (audience === "internal") {
    if (!request.isOperator) throw new Refused(refusals.forbidden, { reason: "no operator" });
    return;
  }
  const { originSecrets, allowedOrigins } = settings;
  if (originSecrets.length > 0 && !knows(request.headers[originSecretHeader], originSecrets)) {
    throw new Refused(refusals.forbidden, { reason: "not through the edge" });
  }
  if (method !== "GET" && comesFromElsewhere(request, allowedOrigins)) {
    throw new Refused(refusals.forbidden, { reason: "from another site" });
  }
}

function comesFromElsewhere({ headers }: ApiRequest, allowed: readonly string[]): boolean {
  const { origin } = headers;
  if (origin !== undefined) return !allowed.includes(origin);
  const site = headers["sec-fetch-site"];
  return site === "cross-site" || site === "same-site";
}

/** Compares with every secret, and in the same time whatever was sent: hashes are of one length. */
function knows(candidate: string | undefined, secrets: readonly string[]): boolean {
  const sent = digest(candidate ?? "");
  return secrets.map((secret) => timingSafeEqual(sent, digest(secret))).includes(true);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
