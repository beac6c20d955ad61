import type {
  CloudFrontHeaders,
  CloudFrontRequest,
  CloudFrontRequestEvent,
  CloudFrontRequestResult,
} from "aws-lambda";
import { canonicalHostOf, movedTo } from "../canonical-host/redirect";
import { isApiHost, siteFileOf } from "../site-files/route";
import type { Clock } from "../waiting-room/clock";
import { readCookieHeader } from "../waiting-room/tokens/cookie-header";
import { notFound, type Answer } from "./answer";
import { decideReading, type ReadEntry } from "./decide-reading";
import { lineOf } from "./logged";
import { boundedQuery, isGateHeader, isNavigation, type GateRequest } from "./request";

function gateRequestOf(request: CloudFrontRequest): GateRequest {
  const cookies = (request.headers["cookie"] ?? []).flatMap(({ value }) => readCookieHeader(value));
  const header = (name: string) => request.headers[name]?.[0]?.value;
  return {
    method: request.method,
    uri: request.uri,
    query: () => boundedQuery(request.querystring),
    navigation: isNavigation(header),
    userAgent: header("user-agent") ?? "",
    address: request.clientIp,
    cookies: (name) => cookies.flatMap((cookie) => (cookie.name === name ? [cookie.value] : [])),
  };
}

function headersOf(texts: Readonly<Record<string, string>>): CloudFrontHeaders {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [key.toLowerCase(), [{ key, value }]]),
  );
}

function responseOf({ status, headers, body }: Answer): CloudFrontRequestResult {
  return { status: String(status), headers: headersOf(headers), body };
}

/** The gate as a Lambda@Edge function on viewer requests: what the CloudFront Function answers, it answers too. */
export function edgeHandler(deps: {
  readonly readEntry: ReadEntry;
  readonly clock: Clock;
  /** Whether the origin is the site's bucket, so that a path is to become the name of a file. */
  readonly servesFiles: boolean;
  /** Told why somebody is refused, never with what; not every time. */
  readonly log: (reason: string) => void;
}): (event: CloudFrontRequestEvent) => Promise<CloudFrontRequestResult> {
  return async (event) => {
    const request = event.Records[0]?.cf.request;
    if (request === undefined) throw new Error("a viewer request event holds one request");
    const host = request.headers["host"]?.[0]?.value ?? "";
    const canonical = canonicalHostOf(host);
    if (canonical !== undefined) {
      return responseOf(movedTo(canonical, request.uri, boundedQuery(request.querystring)));
    }
    const passed = Object.entries(request.headers).filter(([name]) => !isGateHeader(name));
    const now = deps.clock.now();
    const decision = await decideReading(gateRequestOf(request), deps.readEntry, now);
    if (decision.kind === "refuse") {
      const line = lineOf(decision.reason, now);
      if (line !== undefined) deps.log(line);
      return responseOf(decision.answer);
    }
    if (deps.servesFiles && isApiHost(host)) return responseOf(notFound());
    return {
      ...request,
      uri: deps.servesFiles ? siteFileOf(request.uri) : request.uri,
      headers: { ...Object.fromEntries(passed), ...headersOf(decision.headers) },
    };
  };
}
