import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { bundleEdge, type EdgeFunction } from "../../../functions/bundle-edge";

export interface EdgeFunctionArgs {
  readonly bundle: EdgeFunction;
  readonly comment: string;
  /** The key value store that it reads; undefined where it reads none. */
  readonly storeArn: pulumi.Input<string> | undefined;
}

/** A CloudFront Function, published: what is changed here runs at every edge within seconds. */
export function edgeFunction(
  name: string,
  { bundle, comment, storeArn }: EdgeFunctionArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudfront.Function {
  return new aws.cloudfront.Function(
    name,
    {
      // Only this one has promises, buffers and key value stores.
      runtime: "cloudfront-js-2.0",
      comment,
      publish: true,
      code: bundleEdge(bundle).code,
      ...(storeArn === undefined ? {} : { keyValueStoreAssociations: [storeArn] }),
    },
    opts,
  );
}
