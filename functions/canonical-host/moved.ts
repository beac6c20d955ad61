import {
  headerOf,
  queryOf,
  responseOf,
  type CloudFrontRequest,
  type CloudFrontResponse,
} from "../admission-gate/cloudfront-event";
import { canonicalHostOf, movedTo } from "./redirect";

/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

/** The answer to a request that came to the host with `www.`; nothing for any other. */
export function movedResponse(request: CloudFrontRequest): CloudFrontResponse | undefined {
  const host = canonicalHostOf(headerOf(request, "host"));
  if (host === undefined) return undefined;
  return responseOf(movedTo(host, request.uri, queryOf(request.querystring)));
}
