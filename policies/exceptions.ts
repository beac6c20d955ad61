import type { Exception } from "./exception";
import { types } from "./types";

/** Every violation that is accepted. A test fails for one that no stack needs any more. */
export const exceptions: readonly Exception[] = [
  {
    policy: "subnets-give-no-public-address",
    type: types.subnet,
    name: "network-vpc-public-*",
    reason:
      "The VPC component switches it on for public subnets and offers no switch. Only load balancers and NAT gateways live there, and they have addresses of their own.",
  },
  {
    policy: "buckets-access-logged",
    type: types.bucket,
    name: "operations-archive-bucket",
    reason: "It is the bucket that logs go to; a log of its own writes would feed itself.",
  },
  {
    policy: "buckets-encrypted-with-kms",
    type: types.bucket,
    name: "operations-archive-bucket",
    reason:
      "Load balancers and S3 deliver their logs only to buckets encrypted with S3's own keys, so it stays SSE-S3.",
  },
  {
    policy: "secrets-rotate",
    type: types.secret,
    name: "operations-secrets-*",
    reason:
      "The value is issued by another company and only an operator can get a new one: pulumi config set --secret, then up.",
  },
];
