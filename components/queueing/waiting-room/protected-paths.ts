import { routesEntry } from "../../../functions/waiting-room/gate/entries";
import type { ProtectedPath } from "../../../functions/waiting-room/gate/routes";

/** In place of an event: the path has a `*`, and what stands there names it. */
export const fromPath = "fromPath";

/** What is behind the waiting room: the event by path. */
export type ProtectedPaths = Readonly<Record<string, string>>;

/**
 * As the gate reads them. The first path that covers a request decides there, and keys of settings have no order that
 * lasts, so the narrower path comes first: the one with more segments, then the one with fewer wildcards.
 */
export function protectedPathsOf(paths: ProtectedPaths): readonly ProtectedPath[] {
  return Object.entries(paths)
    .toSorted(([one], [other]) => rankOf(other) - rankOf(one) || (one < other ? -1 : 1))
    .map(([path, event]) => (event === fromPath ? { path } : { path, event }));
}

/** What is wrong with a path; nothing where the gate takes it. */
export function pathProblem(path: string, event: string): string | undefined {
  try {
    routesEntry(protectedPathsOf({ [path]: event }));
    return undefined;
  } catch {
    return event === fromPath
      ? `is no path that names its event by one \`*\` among segments of a-z, 0-9 and ._~-`
      : `is no path of segments of a-z, 0-9, ._~- or \`*\`, or ${event} is no id of an event`;
  }
}

/** Whether all of them together fit the one value that the edge's store takes. */
export function fitTogether(paths: ProtectedPaths): boolean {
  try {
    routesEntry(protectedPathsOf(paths));
    return true;
  } catch {
    return false;
  }
}

function rankOf(path: string): number {
  const segments = path.split("/").filter((segment) => segment !== "");
  return segments.length * 1_000 - segments.filter((segment) => segment === "*").length;
}
