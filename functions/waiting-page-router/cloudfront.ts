import {
  allOf,
  queryOf,
  responseOf,
  type CloudFrontEvent,
  type CloudFrontRequest,
  type CloudFrontResponse,
} from "../admission-gate/cloudfront-event";
import { isNavigation, withQuery } from "../admission-gate/request";
import { movedResponse } from "../canonical-host/moved";
import { pageRouteOf } from "./route";

/*
 * The router of the waiting pages as a CloudFront Function on viewer requests of the behaviour `/vwr/*`. A rewritten
 * path stays in the behaviour it came to, so that behaviour's origin must be the page's bucket; the API's paths
 * `/vwr/v1/*` need a behaviour of their own before it. Who is sent here from a protected page is the gate's business.
 */

const notFoundPage =
  '<!doctype html><html lang="ko"><meta charset="utf-8"><title>404</title>' +
  '<p>\ub300\uae30\uc2e4\uc744 \ucc3e\uc744 \uc218 \uc5c6\uc2b5\ub2c8\ub2e4.</p><p lang="en">There is no such waiting room.</p></html>';

const notFoundJson = '{"error":{"code":"NOT_FOUND","message":"There is no such waiting room."}}';

/** What CloudFront calls. */
export function handler(event: CloudFrontEvent): CloudFrontRequest | CloudFrontResponse {
  const request = event.request;
  const atOtherHost = movedResponse(request);
  if (atOtherHost) return atOtherHost;
  const route = pageRouteOf(request.uri);
  if (route.kind === "object") {
    request.uri = route.uri;
    return request;
  }
  if (route.kind === "moved") {
    const location = withQuery(route.uri, queryOf(request.querystring));
    return responseOf({ status: 302, headers: { "cache-control": "no-store", location }, body: "" });
  }
  const page = isNavigation((name) => allOf(request.headers, name)[0]);
  const type = page ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  const headers = { "cache-control": "no-store", "content-type": type };
  return responseOf({ status: 404, headers, body: page ? notFoundPage : notFoundJson });
}
