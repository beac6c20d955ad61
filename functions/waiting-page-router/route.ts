import { isEventId } from "../waiting-room/event/event-id";

/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

/** Where a request for a waiting page goes. */
export type PageRoute =
  /** To this object of the page's bucket. */
  | { readonly kind: "object"; readonly uri: string }
  /** To the same page under its one address. */
  | { readonly kind: "moved"; readonly uri: string }
  | { readonly kind: "unknown" };

/** Where the page's files are; the underscore keeps it apart from all event ids. */
export const pageFolder = "/vwr/_page/";

const fileName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * The object behind a path: one page and one set of files serve all events, so that they are cached once.
 * `/vwr/{event}/` is the page, `/vwr/{event}/{file}` and `/vwr/_page/{file}` are what it refers to.
 */
export function pageRouteOf(uri: string): PageRoute {
  const parts = uri.split("/", 5);
  const event = parts[2] ?? "";
  const file = parts[3];
  const known = isEventId(event);
  if (parts[0] !== "" || parts[1] !== "vwr" || parts.length > 4) return { kind: "unknown" };
  if (!known && !(event === "_page" && file !== undefined && file !== "")) return { kind: "unknown" };
  if (file === undefined) return { kind: "moved", uri: `/vwr/${event}/` };
  if (file === "") return { kind: "object", uri: `${pageFolder}index.html` };
  return fileName.test(file) ? { kind: "object", uri: pageFolder + file } : { kind: "unknown" };
}
