import type * as pulumi from "@pulumi/pulumi";
import type { Watched } from "../../watched-figures";

export interface WatchedDistribution {
  readonly distributionId: pulumi.Input<string>;
  /** CloudFront Functions by what alarms call them. */
  readonly functions: Readonly<Record<string, pulumi.Input<string>>>;
}

const namespace = "AWS/CloudFront";
const Region = "Global";

/** What CloudFront counts, in us-east-1: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
export function distributionAlarms({
  distributionId: DistributionId,
  functions,
}: WatchedDistribution): Readonly<Record<string, Watched>> {
  const ofFunctions = Object.entries(functions).flatMap(([what, FunctionName]) =>
    ["FunctionExecutionErrors", "FunctionThrottles"].map((metricName): [string, Watched] => [
      `${what}-${metricName === "FunctionThrottles" ? "throttles" : "errors"}`,
      {
        meaning:
          metricName === "FunctionThrottles"
            ? `CloudFront runs the function ${what} less often than it is asked to; who is not served sees an error. Raise the quota of requests to functions.`
            : `the function ${what} fails, and who asked sees an error. Its log is in us-east-1, under /aws/cloudfront/function/.`,
        minutes: { of: 5, bad: 3 },
        figure: { namespace, metricName, dimensions: { FunctionName, Region }, statistic: "Sum" },
      },
    ]),
  );
  return {
    errors: {
      meaning:
        "more than 5 of 100 requests to CloudFront end with an error of ours. Look at the alarms of the load balancer and of the waiting room first: they say which of the two it is.",
      above: 5,
      minutes: { of: 5, bad: 5 },
      figure: {
        ...{ namespace, average: "5xxErrorRate", of: ["Requests"], least: 20 },
        dimensions: { DistributionId, Region },
      },
    },
    ...Object.fromEntries(ofFunctions),
  };
}
