import { isEventId } from "../event/event-id";

/* Runs in CloudFront Functions: see tokens/token.ts for what that forbids. */

/**
 * Everything under `path` is behind the waiting room of `event`. A `*` in the path stands for any one segment; without
 * an event that segment is the event's id. `/events/*` so covers every event, of which each then needs its entries.
 */
export interface ProtectedPath {
  readonly path: string;
  readonly event?: string;
}

export type Route =
  | { readonly kind: "open" }
  | { readonly kind: "protected"; readonly event: string }
  /** No browser asks for such a path, or no event can be told from it. */
  | { readonly kind: "strange" };

/** The first protected path that covers the request decides. */
export function routeOf(uri: string, paths: readonly ProtectedPath[]): Route {
  const asked = segmentsOf(uri);
  if (asked === undefined) return { kind: "strange" };
  let route: Route = { kind: "open" };
  paths.some((candidate) => {
    const pattern = candidate.path.split("/").filter((segment) => segment !== "");
    const covers = pattern.every(
      (segment, index) => segment === asked[index] || isAny(segment, asked[index]),
    );
    if (covers) route = routeTo(candidate.event ?? asked[pattern.indexOf("*")] ?? "");
    return covers;
  });
  return route;
}

function isAny(segment: string, asked: string | undefined): boolean {
  return segment === "*" && asked !== undefined;
}

function routeTo(event: string): Route {
  return isEventId(event) ? { kind: "protected", event } : { kind: "strange" };
}

/** Without anything an origin could read in another way. */
const plainPath = /^[a-z0-9/._~-]*$/;

/** None for what a browser would have resolved: some origins do so too, others do not. */
function segmentsOf(uri: string): readonly string[] | undefined {
  const path = plainPath.test(uri) ? uri : readLeniently(uri);
  const segments = path?.split("/").filter((segment) => segment !== "");
  return segments?.some((segment) => segment === "." || segment === "..") ? undefined : segments;
}

/**
 * A path as the most lenient origin would read it: escapes decoded, any case, backslashes as slashes, matrix parameters
 * dropped. So no spelling of a protected path goes by unseen. None if there are control characters: some origins read a
 * path up to the first of them.
 */
function readLeniently(uri: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(uri);
  } catch {
    return undefined;
  }
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\x00-\x1f\x7f]/.test(decoded)) return undefined;
  return decoded
    .toLowerCase()
    .replace(/\\/g, "/")
    .replace(/;[^/]*/g, "");
}
