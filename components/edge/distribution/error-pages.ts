import type * as aws from "@pulumi/aws";
import { pageFolder } from "../../../functions/waiting-page-router/route";

/** Answers of an origin that is gone or overwhelmed: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html */
const dark = [502, 503, 504];

/**
 * What visitors see of a dark origin comes from a bucket, with the status as it was.
 *
 * Nothing of an error is kept. CloudFront would hand it to everybody who asks for the same path, for ten seconds if left
 * to itself, and whatever the behaviour keeps otherwise: one visitor's failed call would be everybody's
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html).
 *
 * There is no page for 403 and 404: these hold for the whole distribution, and would turn what an API refuses into HTML.
 */
export const errorResponses: readonly aws.types.input.cloudfront.DistributionCustomErrorResponse[] = [
  ...dark.map((errorCode) => ({
    ...{ errorCode, responseCode: errorCode, responsePagePath: `${pageFolder}unavailable.html` },
    errorCachingMinTtl: 0,
  })),
  ...[404, 500].map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
];
