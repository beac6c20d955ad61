import { isEventId } from "../event/event-id";

/* Runs in CloudFront Functions: see tokens/token.ts for what that forbids. */

/**
 * Everything under `path` is behind the waiting room of `event`. A `*` in the path stands for any one segment; without
 * an event that segment is the event's id. `/events/*` so covers every event, of which each then needs its entries.
 *
 * An origin must match paths by whole segments. One that takes `/booking.json` or `/booking.` for `/booking` (matching
 * of suffixes, dots dropped at the end) is reached past the gate.
 */
export interface ProtectedPath {
  readonly path: string;
  readonly event?: string;
}

export type Route =
  | { readonly kind: "open" }
  | { readonly kind: "protected"; readonly event: string }
  /** Origins read such a path in different ways, or no event can be told from it. */
  | { readonly kind: "strange" };

/** Longer ones are refused unread: CloudFront lets a function run for about a millisecond, and takes paths of 8 KB. */
export const maxPathLength = 1_024;

const strange: Route = { kind: "strange" };

/** The first protected path that covers the request decides. */
export function routeOf(uri: string, paths: readonly ProtectedPath[]): Route {
  const path = uri.length > maxPathLength ? undefined : readablePath(uri);
  if (path === undefined) return strange;
  const asked = path.split("/").filter((segment) => segment !== "");
  if (asked.some((segment) => segment === "." || segment === "..")) return strange;
  // Some origins take two slashes for one, others for an empty segment between them.
  const literal = path.includes("//") ? path.replace(/\/$/, "").split("/").slice(1) : undefined;
  let route: Route = { kind: "open" };
  paths.some((candidate) => {
    const pattern = candidate.path.split("/").filter((segment) => segment !== "");
    const covered = covers(pattern, asked)
      ? asked
      : literal && covers(pattern, literal)
        ? literal
        : undefined;
    if (covered) route = routeTo(candidate.event ?? covered[pattern.indexOf("*")] ?? "");
    return covered !== undefined;
  });
  return route;
}

function covers(pattern: readonly string[], asked: readonly string[]): boolean {
  return (
    pattern.length <= asked.length &&
    pattern.every((segment, index) => segment === "*" || segment === asked[index])
  );
}

function routeTo(event: string): Route {
  return isEventId(event) ? { kind: "protected", event } : strange;
}

/** Without anything an origin could read in another way. */
const plainPath = /^[a-z0-9/._~-]*$/;

/**
 * Escapes that are UTF-8, but no slash: no two origins agree whether such a one parts segments. It is asked before
 * anything is decoded, because an exception takes the runtime half a millisecond, which is half of what it has.
 */
const decodable =
  /^[^%]*(?:%(?:[013-7][\da-f]|2[\da-e]|(?:c[2-9a-f]|d[\da-f]|(?:e(?:0%[ab]|[1-9a-cef]%[89ab]|d%[89])|f(?:0%[9ab]|[1-3]%[89ab]|4%8)[\da-f]%[89ab])[\da-f])%[89ab][\da-f])[^%]*)*$/i;

/**
 * What, if it stands in a decoded path, an origin may take for the end of the path (`?`, `#`, control characters), for
 * the start of parameters (`;`), for a slash (`\`) or for an escape still to be decoded (`%`); and spaces around
 * segments, which some drop.
 */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const ambiguous = /[\\;?#%\x00-\x1f\x7f-\x9f]| (?:\/|$)|\/ /;

/**
 * The path as origins read it: escapes decoded, in lower case. None if they could differ in how they read it; no
 * browser sends that for an address of a shop.
 */
function readablePath(uri: string): string | undefined {
  if (plainPath.test(uri)) return uri;
  if (!decodable.test(uri)) return undefined;
  const decoded = decodeURIComponent(uri);
  return ambiguous.test(decoded) ? undefined : decoded.toLowerCase();
}
