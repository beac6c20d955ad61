import { allOf, queryOf, type CloudFrontEvent, type CloudFrontValues } from "./cloudfront-event";
import { admissionCookie, deviceCookie, isGateHeader, isNavigation, type GateRequest } from "./request";

/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

/** Cookies keep their case; should CloudFront hand them over in lower case, as it once said, they are found too. */
function cookies(values: CloudFrontValues | undefined, name: string): readonly string[] {
  return allOf(values, name).concat(allOf(values, name.toLowerCase()));
}

/** What the gate looks at, of a viewer request. */
export function gateRequestOf(event: CloudFrontEvent): GateRequest {
  const request = event.request;
  const header = (name: string) => allOf(request.headers, name)[0];
  return {
    method: request.method,
    uri: request.uri,
    query: queryOf(request.querystring),
    navigation: isNavigation(header),
    userAgent: header("user-agent") ?? "",
    address: event.viewer?.ip ?? "",
    admissions: cookies(request.cookies, admissionCookie),
    devices: cookies(request.cookies, deviceCookie),
  };
}

/** Takes away what only the gate may tell the origin. */
export function stripGateHeaders(headers: CloudFrontValues): void {
  Object.keys(headers).forEach((name) => {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the runtime has neither Reflect nor Map
    if (isGateHeader(name)) delete headers[name];
  });
}
