import { isDeepStrictEqual } from "node:util";
import type {
  CloudFrontEvent,
  CloudFrontRequest,
  CloudFrontResponse,
  CloudFrontValues,
} from "../../functions/admission-gate/cloudfront-event";
import {
  answersTo,
  behaviourOf,
  cacheKeyOf,
  originRequestOf,
  type Behaviour,
  type CacheKey,
  type Distribution,
  type Origin,
  type ViewerFunction,
} from "./distribution";
import { decide, locationOf } from "./listener";
import type { Place } from "./places";
import type { Request } from "./request";
import type { Site } from "./site";
import { queryIn, viewerEventOf } from "./viewer-event";

/** Runs what looks at viewers' requests. */
export type RunViewerFunction = (
  viewer: ViewerFunction,
  event: CloudFrontEvent,
) => Promise<CloudFrontRequest | CloudFrontResponse>;

/** Who has the last word on a request. */
export type End =
  /** An answer that no application has made. */
  | {
      readonly kind: "answer";
      readonly by: "CloudFront" | "viewer function" | "load balancer";
      readonly status: number;
      readonly location: string | undefined;
      readonly contentType: string | undefined;
    }
  | { readonly kind: "object"; readonly bucket: string; readonly key: string }
  | { readonly kind: "api"; readonly name: string; readonly request: Request }
  | { readonly kind: "target"; readonly targets: readonly string[]; readonly request: Request }
  | { readonly kind: "nowhere"; readonly name: string };

/** What becomes of a request at one origin, or at the load balancer itself. */
export interface Visit {
  readonly place: Place;
  readonly request: Request;
  /** The logical name of the rule that took it; undefined where none did, or where there are none. */
  readonly rule: string | undefined;
  readonly end: End;
}

/** The way of a request, as far as it came. */
export interface Trace {
  /** Undefined where it does not come through CloudFront, or is not let in. */
  readonly behaviour: Behaviour | undefined;
  /** What the viewer function made of it; undefined where none looks. */
  readonly seen: { readonly name: string; readonly outcome: End | Request } | undefined;
  /** By what the answer is kept; undefined where it is not. */
  readonly cacheKey: CacheKey | undefined;
  readonly visit: Visit | undefined;
  /** Where it goes if the first origin has nothing. */
  readonly failover: Visit | undefined;
  readonly end: End;
}

/**
 * Follows a request from where its host leads to whoever answers it.
 *
 * @param entrance where it is sent instead, whatever its host: nobody has to believe our records.
 */
export async function route(
  site: Site,
  request: Request,
  run: RunViewerFunction,
  entrance: Place = site.hosts.find(({ name }) => name === request.host)?.place ?? elsewhere(request.host),
): Promise<Trace> {
  const isCloudFront = entrance.kind === "distribution" && site.distribution?.name === entrance.name;
  if (isCloudFront) return throughDistribution(site, site.distribution, request, run);
  const visit = visitTo(site, entrance, request);
  return { ...untouched, visit, end: visit.end };
}

const elsewhere = (name: string): Place => ({ kind: "elsewhere", name });

const untouched = { behaviour: undefined, seen: undefined, cacheKey: undefined, failover: undefined };

async function throughDistribution(
  site: Site,
  distribution: Distribution,
  asked: Request,
  run: RunViewerFunction,
): Promise<Trace> {
  const early = (status: number, location?: string): Trace => {
    const end: End = { kind: "answer", by: "CloudFront", status, location, contentType: "text/html" };
    return { ...untouched, visit: undefined, end };
  };
  if (!answersTo(distribution, asked.host)) return early(403);
  const behaviour = behaviourOf(distribution, asked.path);
  if (asked.scheme === "http" && behaviour.plainHttp !== "allow-all") {
    if (behaviour.plainHttp === "https-only") return { ...early(403), behaviour };
    const isRead = asked.method === "GET" || asked.method === "HEAD";
    const query = asked.query === "" ? "" : `?${asked.query}`;
    return { ...early(isRead ? 301 : 307, `https://${asked.host}${asked.path}${query}`), behaviour };
  }
  if (!behaviour.methods.includes(asked.method)) return { ...early(403), behaviour };

  const viewer = behaviour.viewerFunction;
  const outcome = viewer === undefined ? asked : outcomeOf(asked, await run(viewer, viewerEventOf(asked)));
  const seen = viewer === undefined ? undefined : { name: viewer.name, outcome };
  if ("kind" in outcome) return { ...untouched, behaviour, seen, visit: undefined, end: outcome };

  const { rootObject } = distribution;
  const isRoot = outcome.path === "/" && rootObject !== "";
  const request = isRoot ? { ...outcome, path: `/${rootObject}` } : outcome;
  const visitOf = (origin: Origin) =>
    visitTo(site, origin.place, originRequestOf(behaviour, origin, request));
  const visit = visitOf(behaviour.origin);
  return {
    behaviour,
    seen,
    cacheKey: cacheKeyOf(behaviour, request),
    visit,
    failover: behaviour.failover === undefined ? undefined : visitOf(behaviour.failover.origin),
    end: visit.end,
  };
}

/** What a function gave back, as the answer or the request that it is. */
function outcomeOf(asked: Request, outcome: CloudFrontRequest | CloudFrontResponse): End | Request {
  if ("statusCode" in outcome) {
    return {
      kind: "answer",
      by: "viewer function",
      status: outcome.statusCode,
      location: outcome.headers["location"]?.value,
      contentType: outcome.headers["content-type"]?.value,
    };
  }
  const texts = (values: CloudFrontValues | undefined) =>
    Object.fromEntries(Object.entries(values ?? {}).map(([name, { value }]) => [name, value]));
  const { host = asked.host, ...headers } = texts(outcome.headers);
  return {
    ...asked,
    ...{ host, headers, path: outcome.uri, method: outcome.method },
    query: isSameQuery(asked, outcome) ? asked.query : queryIn(outcome.querystring ?? {}),
    cookies: texts(outcome.cookies),
  };
}

const isSameQuery = (asked: Request, { querystring = {} }: CloudFrontRequest) =>
  isDeepStrictEqual(viewerEventOf(asked).request.querystring, querystring);

function visitTo(site: Site, place: Place, request: Request): Visit {
  const without = { place, request, rule: undefined };
  switch (place.kind) {
    case "bucket":
      return { ...without, end: { kind: "object", bucket: place.name, key: request.path.slice(1) } };
    case "api":
      return { ...without, end: { kind: "api", name: place.name, request } };
    case "loadBalancer":
      return atLoadBalancer(site, place, request);
    case "distribution":
    case "elsewhere":
      return { ...without, end: { kind: "nowhere", name: place.name } };
  }
}

function atLoadBalancer({ loadBalancers }: Site, place: Place, request: Request): Visit {
  const balancer = loadBalancers.find(({ name }) => name === place.name);
  const port = request.scheme === "https" ? 443 : 80;
  const listener = balancer?.listeners.find((one) => one.port === port);
  // Nobody listens there.
  if (listener === undefined) {
    return {
      place,
      request,
      rule: undefined,
      end: { kind: "nowhere", name: `port ${String(port)}` },
    };
  }
  const { action, rule } = decide(listener, request);
  const visit = { place, request, rule: rule?.name };
  if (action.kind === "forward") {
    return { ...visit, end: { kind: "target", targets: action.targets.map(({ name }) => name), request } };
  }
  const { status } = action;
  const answer = { kind: "answer", by: "load balancer", status } as const;
  return action.kind === "redirect"
    ? { ...visit, end: { ...answer, location: locationOf(action.to, request, port), contentType: undefined } }
    : { ...visit, end: { ...answer, location: undefined, contentType: action.contentType } };
}
