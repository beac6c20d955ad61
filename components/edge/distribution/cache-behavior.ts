import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { BehaviourPlan, ViewerFunction } from "./behaviours";
import { managedForward, type DistributionPolicies } from "./policies";

/** What is run where, as CloudFront associates it. */
export type Association =
  | { readonly functionArn: pulumi.Input<string> }
  /** A version of a Lambda@Edge function. */
  | { readonly lambdaArn: pulumi.Input<string> };

const read = ["GET", "HEAD"];
const methods = {
  read,
  readWithOptions: [...read, "OPTIONS"],
  all: [...read, "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
};

/** A behaviour as CloudFront takes it, without its path. */
export function cacheBehavior(
  plan: BehaviourPlan,
  policies: Pick<DistributionPolicies, "cache" | "headers">,
  functions: Readonly<Record<ViewerFunction, Association | undefined>>,
): aws.types.input.cloudfront.DistributionDefaultCacheBehavior {
  const forward = managedForward[plan.forward];
  const association = plan.viewerFunction === undefined ? undefined : functions[plan.viewerFunction];
  return {
    targetOriginId: plan.origin,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: methods[plan.methods],
    cachedMethods: read,
    compress: true,
    cachePolicyId: policies.cache[plan.cache],
    ...(forward === undefined ? {} : { originRequestPolicyId: forward }),
    responseHeadersPolicyId: policies.headers[plan.headers],
    ...associated(association),
  };
}

function associated(association: Association | undefined) {
  const eventType = "viewer-request";
  if (association === undefined) return {};
  return "functionArn" in association
    ? { functionAssociations: [{ eventType, ...association }] }
    : { lambdaFunctionAssociations: [{ eventType, includeBody: false, ...association }] };
}
