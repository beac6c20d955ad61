/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

/** What the gate looks at, whatever runs it. */
export interface GateRequest {
  readonly method: string;
  /** Path as it was sent. */
  readonly uri: string;
  /** Query as it was sent, without the question mark; `undefined` if it has more than `maxQueryParts`. Only a refusal asks. */
  readonly query: () => string | undefined;
  /** Whether a browser goes to the page, and not a script that fetches something. */
  readonly navigation: boolean;
  readonly userAgent: string;
  /** Address of the viewer. */
  readonly address: string;
  /** Every value that was sent of the cookie of exactly this name. */
  readonly cookies: (name: string) => readonly string[];
}

/** A query of more names and values is not handed on: no page of a shop has that many, and the gate's time is short. */
export const maxQueryParts = 100;

/** A query as it was sent, without the question mark; `undefined` if it has too many parts. */
export function boundedQuery(query: string): string | undefined {
  return query.split("&", maxQueryParts + 1).length > maxQueryParts ? undefined : query;
}

/** A path with its query, if it has one that can be handed on. */
export function withQuery(uri: string, query: string | undefined): string {
  return query ? `${uri}?${query}` : uri;
}

/**
 * Whether the origin could take this header for one of the gate's: underscores are hyphens to many of them. A pattern
 * would take CloudFront's runtime ten times as long, and somebody may send hundreds of headers.
 */
export function isGateHeader(name: string): boolean {
  const start = name.slice(0, 6).toLowerCase();
  return start === "x-vwr-" || start === "x_vwr-" || start === "x-vwr_" || start === "x_vwr_";
}

/** Browsers say what they fetch for; older ones and others are told by what they accept. */
export function isNavigation(header: (name: string) => string | undefined): boolean {
  const mode = header("sec-fetch-mode");
  if (mode !== undefined) return mode === "navigate";
  if (header("x-requested-with") !== undefined) return false;
  return (header("accept") ?? "").includes("text/html");
}
