import type {
  CloudFrontEvent,
  CloudFrontRequest,
  CloudFrontResponse,
} from "../admission-gate/cloudfront-event";
import { movedResponse } from "../canonical-host/moved";
import { served } from "./served";

/*
 * The site as files, a CloudFront Function on viewer requests of the behaviour whose origin is the site's bucket. Error
 * pages of the distribution would do the same for a path, and would turn the API's 403 and 404 into pages as well.
 */

/** What CloudFront calls. */
export function handler(event: CloudFrontEvent): CloudFrontRequest | CloudFrontResponse {
  return movedResponse(event.request) ?? served(event.request);
}
