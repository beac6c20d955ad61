import { normalised, takes } from "./path-pattern";
import type { Place } from "./places";
import { chosenOf, isChosen, none, type CachePolicy, type OriginRequestPolicy } from "./policies";
import { pairsOf, type Request } from "./request";

/** What looks at a request before anything else does. */
export interface ViewerFunction {
  readonly name: string;
  /** Of a CloudFront Function; undefined for Lambda@Edge. */
  readonly code: string | undefined;
  /** Whether what it looks after is a bucket, and not a server that knows its own pages. */
  readonly servesFiles: boolean;
}

export interface Origin {
  readonly domainName: string;
  /** Stands before every path that is asked for there. */
  readonly path: string;
  readonly place: Place;
  /** Set by CloudFront, whatever the visitor sends under these names, which are in lower case. */
  readonly customHeaders: Readonly<Record<string, string>>;
}

export interface Behaviour {
  readonly pattern: string;
  readonly methods: readonly string[];
  /** Whose answers are kept. */
  readonly cachedMethods: readonly string[];
  /** What becomes of plain HTTP: `redirect-to-https`, `https-only` or `allow-all`. */
  readonly plainHttp: string;
  readonly viewerFunction: ViewerFunction | undefined;
  readonly cachePolicy: CachePolicy;
  readonly originRequestPolicy: OriginRequestPolicy | undefined;
  /** The logical name of the policy of response headers. */
  readonly headersPolicy: string | undefined;
  readonly origin: Origin;
  /** Where it is asked again, if the first origin answers with one of these. */
  readonly failover: { readonly statuses: readonly number[]; readonly origin: Origin } | undefined;
}

/** What is shown instead of an origin's error. */
export interface ErrorPage {
  readonly instead: number;
  readonly status: number;
  readonly path: string;
}

export interface Distribution {
  readonly name: string;
  /** CloudFront's own name for it. */
  readonly domainName: string;
  readonly aliases: readonly string[];
  /** In the order in which they are asked; the last takes everything. */
  readonly behaviours: readonly Behaviour[];
  readonly errorPages: readonly ErrorPage[];
  /** What is asked for in place of `/`; empty where nothing is. */
  readonly rootObject: string;
}

/** By what an answer is found in the cache. */
export interface CacheKey {
  readonly path: string;
  readonly query: string;
  readonly cookies: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** From CloudFront's origin-facing addresses, which every distribution of every account shares. */
const edgeAddress = "130.176.0.1";

/** The behaviour that a path as it was sent gets. */
export function behaviourOf({ behaviours, name }: Distribution, path: string): Behaviour {
  const chosenBy = normalised(path);
  const behaviour = behaviours.find(({ pattern }) => takes(pattern, chosenBy));
  if (behaviour === undefined) throw new Error(`${name} has no behaviour for the rest`);
  return behaviour;
}

/** Whether a distribution knows itself by this name. */
export function answersTo({ aliases, domainName }: Distribution, host: string): boolean {
  return [...aliases, domainName].some((name) => name.toLowerCase() === host.toLowerCase());
}

/** By what the answer to this request is kept; undefined where it is not. */
export function cacheKeyOf(
  { cachePolicy, cachedMethods }: Behaviour,
  { method, path, query, cookies, ...request }: Request,
): CacheKey | undefined {
  if (!cachePolicy.keeps || !cachedMethods.includes(method)) return undefined;
  return {
    path,
    query: queryOf(query, (name) => isChosen(cachePolicy.query, name)),
    cookies: chosenOf(cachePolicy.cookies, cookies),
    headers: chosenOf(cachePolicy.headers, { host: request.host, ...request.headers }),
  };
}

/** What an origin is asked. What the cache key is made of always goes along. */
export function originRequestOf(
  { cachePolicy, originRequestPolicy: policy }: Behaviour,
  origin: Origin,
  request: Request,
): Request {
  const both = (part: "query" | "cookies" | "headers") => (name: string) =>
    isChosen(cachePolicy[part], name) || isChosen(policy?.[part] ?? none, name);
  const only = (given: Readonly<Record<string, string>>, goes: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => goes(name)));
  return {
    scheme: "https",
    host: both("headers")("host") ? request.host : origin.domainName,
    method: request.method,
    path: `${origin.path}${request.path}`,
    query: queryOf(request.query, both("query")),
    headers: { ...only(request.headers, both("headers")), ...origin.customHeaders },
    cookies: only(request.cookies, both("cookies")),
    address: edgeAddress,
  };
}

function queryOf(query: string, goes: (name: string) => boolean): string {
  const isWhole = pairsOf(query).every(([name]) => goes(name));
  if (isWhole) return query;
  return query
    .split("&")
    .filter((part) => goes(part.split("=")[0] ?? ""))
    .join("&");
}
