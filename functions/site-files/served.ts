import { notFound } from "../admission-gate/answer";
import {
  headerOf,
  responseOf,
  type CloudFrontRequest,
  type CloudFrontResponse,
} from "../admission-gate/cloudfront-event";
import { isApiHost, siteFileOf } from "./route";

/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

/** The request for the file behind it; an answer where there can be none. */
export function served(request: CloudFrontRequest): CloudFrontRequest | CloudFrontResponse {
  if (isApiHost(headerOf(request, "host"))) {
    return responseOf(notFound());
  }
  request.uri = siteFileOf(request.uri);
  return request;
}
