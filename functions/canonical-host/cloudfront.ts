import type {
  CloudFrontEvent,
  CloudFrontRequest,
  CloudFrontResponse,
} from "../admission-gate/cloudfront-event";
import { movedResponse } from "./moved";

/*
 * A CloudFront Function on viewer requests of behaviours that have no other: without a waiting room there is no gate to
 * send visitors of the host with `www.` to the site's own.
 */

/** What CloudFront calls. */
export function handler(event: CloudFrontEvent): CloudFrontRequest | CloudFrontResponse {
  return movedResponse(event.request) ?? event.request;
}
