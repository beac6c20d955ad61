import { isEventId } from "../waiting-room/event/event-id";
import { isVisitor } from "../waiting-room/visit/visitor";
import { routes, type RouteName } from "./routes";

export type Match =
  | {
      readonly kind: "route";
      readonly name: RouteName;
      readonly event: string;
      /** Where the route's path names one. */
      readonly visitor: string | undefined;
    }
  /** The path is known, with these methods. */
  | { readonly kind: "method"; readonly allowed: readonly string[] }
  | { readonly kind: "none" };

/** What may stand where a route's path has a name in braces. */
const placeholders: Readonly<Record<string, (value: string) => boolean>> = {
  "{ev}": isEventId,
  "{sub}": isVisitor,
};

const patterns = (Object.keys(routes) as RouteName[]).map((name) => {
  const { path, method } = routes[name];
  return { name, method, segments: path.split("/") };
});

/** Finds the route of a request. The path is compared as it came: nothing in it is decoded, so nothing can hide in it. */
export function matchRoute(method: string, path: string): Match {
  const allowed: string[] = [];
  const asked = path.split("/", mostSegments + 1);
  for (const pattern of patterns) {
    const named = namedIn(asked, pattern.segments);
    const event = named?.get("{ev}");
    if (named === undefined || event === undefined) continue;
    if (pattern.method === method) {
      return { kind: "route", name: pattern.name, event, visitor: named.get("{sub}") };
    }
    allowed.push(pattern.method);
  }
  return allowed.length === 0 ? { kind: "none" } : { kind: "method", allowed };
}

const mostSegments = Math.max(...patterns.map(({ segments }) => segments.length));

/** What stands at the pattern's placeholders; nothing if the path is another. */
function namedIn(asked: readonly string[], pattern: readonly string[]): Map<string, string> | undefined {
  if (asked.length !== pattern.length) return undefined;
  const named = new Map<string, string>();
  for (const [index, expected] of pattern.entries()) {
    const value = asked[index] ?? "";
    const isSound = placeholders[expected];
    if (isSound === undefined ? value !== expected : !isSound(value)) return undefined;
    if (isSound !== undefined) named.set(expected, value);
  }
  return named;
}
