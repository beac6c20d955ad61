import { strangePath, type Answer } from "../admission-gate/answer";
import { withQuery } from "../admission-gate/request";
import { isOwnPath } from "../waiting-room/gate/own-path";

/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

const withWww = /^www\.[\w.-]+$/i;

/**
 * The host that a request for `www.` of it belongs to; `undefined` if it came to the right one. A cookie whose name
 * begins with `__Host-` belongs to one host: a place taken on one would be none on the other.
 */
export function canonicalHostOf(host: string): string | undefined {
  // Nearly every request is for another host, and a pattern would take CloudFront's runtime ten times as long.
  return host.charAt(3) === "." && withWww.test(host) ? host.slice(4) : undefined;
}

/**
 * Sends whoever asked to the same page of this host, whole or not at all. The host is one that CloudFront let in, with
 * its `www.` taken off.
 *
 * @param query as it was sent, without the question mark; `undefined` if it is too long to be handed on.
 */
export function movedTo(host: string, uri: string, query: string | undefined): Answer {
  const path = withQuery(uri, query);
  // Without a slash at its start it would be a part of the host's name.
  if (query === undefined || !isOwnPath(path)) return strangePath();
  return {
    status: 301,
    headers: { "cache-control": "no-store", location: `https://${host}${path}` },
    body: "",
  };
}
