import { allOf, headerOf, queryOf, type CloudFrontEvent, type CloudFrontValues } from "./cloudfront-event";
import { isGateHeader, isNavigation, type GateRequest } from "./request";

/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

/**
 * What the gate looks at, of a viewer request. CloudFront hands names of cookies over in their own case. Another case is
 * another cookie, which some browsers let a neighbouring subdomain set.
 */
export function gateRequestOf(event: CloudFrontEvent): GateRequest {
  const request = event.request;
  const header = (name: string) => allOf(request.headers, name)[0];
  return {
    method: request.method,
    uri: request.uri,
    query: () => queryOf(request.querystring),
    navigation: isNavigation(header),
    userAgent: headerOf(request, "user-agent"),
    address: event.viewer?.ip ?? "",
    cookies: (name) => allOf(request.cookies, name),
  };
}

/** Takes away what only the gate may tell the origin. */
export function stripGateHeaders(headers: CloudFrontValues): void {
  Object.keys(headers).forEach((name) => {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the runtime has neither Reflect nor Map
    if (isGateHeader(name)) delete headers[name];
  });
}
