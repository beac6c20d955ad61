import { isEventId } from "../waiting-room/event/event-id";
import { routes, type RouteName } from "./routes";

export type Match =
  | { readonly kind: "route"; readonly name: RouteName; readonly event: string }
  /** The path is known, with these methods. */
  | { readonly kind: "method"; readonly allowed: readonly string[] }
  | { readonly kind: "none" };

const placeholder = "{ev}";

/** The page of an event of this name would lie where the operators' routes are. */
const operatorsFolder = "internal";

const patterns = (Object.keys(routes) as RouteName[]).map((name) => {
  const { path, method } = routes[name];
  const [before = "", after = ""] = path.split(placeholder);
  return { name, method, before, after };
});

/** Finds the route of a request. The path is compared as it came: nothing in it is decoded, so nothing can hide in it. */
export function matchRoute(method: string, path: string): Match {
  const allowed: string[] = [];
  for (const pattern of patterns) {
    const event = eventIn(path, pattern.before, pattern.after);
    if (event === undefined) continue;
    if (pattern.method === method) return { kind: "route", name: pattern.name, event };
    allowed.push(pattern.method);
  }
  return allowed.length === 0 ? { kind: "none" } : { kind: "method", allowed };
}

function eventIn(path: string, before: string, after: string): string | undefined {
  if (!path.startsWith(before) || !path.endsWith(after)) return undefined;
  const event = path.slice(before.length, path.length - after.length);
  return isEventId(event) && event !== operatorsFolder ? event : undefined;
}
