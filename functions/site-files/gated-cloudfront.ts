import { handler as gate } from "../admission-gate/cloudfront";
import type {
  CloudFrontEvent,
  CloudFrontRequest,
  CloudFrontResponse,
} from "../admission-gate/cloudfront-event";
import { served } from "./served";

/*
 * The site as files behind the admission gate: a behaviour has room for one function. The gate judges the path as it
 * was asked for, before it becomes the name of a file.
 */

/** What CloudFront calls. Closures do not work in async functions there. */
export async function handler(event: CloudFrontEvent): Promise<CloudFrontRequest | CloudFrontResponse> {
  const outcome = await gate(event);
  return "statusCode" in outcome ? outcome : served(outcome);
}
