import type * as aws from "@pulumi/aws";
import { pageFolder } from "../../../functions/waiting-page-router/route";

/** Answers of an origin that is gone or overwhelmed: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html */
const dark = [502, 503, 504];

/**
 * What visitors see of a dark origin comes from a bucket, with the status as it was. CloudFront asks again after a
 * second; left to itself it would keep an error for ten.
 *
 * There is no page for 403 and 404: these hold for the whole distribution, and would turn what an API refuses into HTML.
 */
export const errorResponses: readonly aws.types.input.cloudfront.DistributionCustomErrorResponse[] = [
  ...dark.map((errorCode) => ({
    ...{ errorCode, responseCode: errorCode, responsePagePath: `${pageFolder}unavailable.html` },
    errorCachingMinTtl: 1,
  })),
  { errorCode: 500, errorCachingMinTtl: 1 },
  // What an API did not have a second ago may be there now.
  { errorCode: 404, errorCachingMinTtl: 0 },
];
