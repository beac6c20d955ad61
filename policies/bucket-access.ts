import { example } from "./example";
import { includes } from "./glob";
import { isPublic, statementsOf } from "./iam-document";
import type { ResourcePolicy } from "./policy";
import { violation, violationIf } from "./read";
import { types } from "./types";

const allow = (statement: Readonly<Record<string, unknown>>) =>
  example(types.bucketPolicy, {
    bucket: "logs",
    policy: JSON.stringify({
      Statement: [{ Effect: "Allow", Resource: "arn:aws:s3:::logs/*", ...statement }],
    }),
  });

export const bucketPolicyNotPublic: ResourcePolicy = {
  kind: "resource",
  id: "bucket-policies-not-public",
  requirement: "No bucket policy allows anything to everybody.",
  controls: ["S3-01", "S3.2", "S3.3"],
  severity: "critical",
  appliesTo: [types.bucketPolicy],
  check: (resource) =>
    statementsOf(resource.props["policy"])
      .filter(isPublic)
      .map(({ sid }) =>
        violation(resource, "policy", `lets everybody in (statement ${sid ?? "without Sid"})`),
      ),
  violatedBy: [
    [allow({ Principal: "*", Action: "s3:GetObject" })],
    [allow({ Principal: { AWS: "*" }, Action: "s3:*", Condition: { StringLike: { "aws:SourceArn": "*" } } })],
  ],
  keptBy: [
    allow({
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    }),
  ],
};

/** The actions S3.6 names: whoever has them owns the bucket. */
const ownersActions = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutEncryptionConfiguration",
  "s3:PutObjectAcl",
];

export const bucketPolicyKeepsOwnership: ResourcePolicy = {
  kind: "resource",
  id: "bucket-policies-keep-ownership",
  requirement:
    "No bucket policy gives an account or role the rights of an owner; our own roles get rights by IAM.",
  controls: ["S3-08", "S3.6"],
  severity: "high",
  appliesTo: [types.bucketPolicy],
  check: (resource) =>
    statementsOf(resource.props["policy"])
      .filter(
        ({ allows, principals, actions }) =>
          allows &&
          (principals ?? []).some((principal) => principal === "*" || principal.startsWith("AWS:")) &&
          actions.some((pattern) => ownersActions.some((action) => includes(pattern, action, "i"))),
      )
      .map(({ sid }) =>
        violation(resource, "policy", `gives away the bucket (statement ${sid ?? "without Sid"})`),
      ),
  violatedBy: [
    [allow({ Principal: { AWS: "arn:aws:iam::210987654321:root" }, Action: ["s3:Put*", "s3:GetObject"] })],
    [allow({ Principal: "*", Action: "s3:PutBucketPolicy" })],
    [
      allow({
        Principal: { Service: "s3.amazonaws.com", AWS: "arn:aws:iam::210987654321:root" },
        Action: "s3:DeleteBucketPolicy",
      }),
    ],
  ],
  keptBy: [
    allow({ Principal: { AWS: "arn:aws:iam::210987654321:root" }, Action: "s3:GetObject" }),
    allow({ Principal: { Service: "delivery.logs.amazonaws.com" }, Action: "s3:PutObject*" }),
  ],
};

export const bucketsNotDestroyable: ResourcePolicy = {
  kind: "resource",
  id: "buckets-keep-their-data",
  requirement: "A protected bucket cannot be destroyed while there is data in it.",
  controls: ["S3-09"],
  severity: "high",
  appliesTo: [types.bucket],
  check: (bucket) =>
    violationIf(
      bucket.protect && bucket.props["forceDestroy"] === true,
      bucket,
      "forceDestroy",
      "is on although the bucket is protected",
    ),
  violatedBy: [[example(types.bucket, { forceDestroy: true }, { protect: true })]],
  keptBy: [
    example(types.bucket, { forceDestroy: false }, { protect: true }),
    example(types.bucket, { forceDestroy: true }),
  ],
};

const deprecated = [
  "accelerationStatus",
  "acl",
  "corsRules",
  "grants",
  "lifecycleRules",
  "logging",
  "objectLockConfiguration",
  "policy",
  "replicationConfiguration",
  "requestPayer",
  "serverSideEncryptionConfiguration",
  "versioning",
  "website",
];

export const bucketsUsePartsOnly: ResourcePolicy = {
  kind: "resource",
  id: "buckets-without-deprecated-arguments",
  requirement: "A bucket is configured by separate resources, not by deprecated arguments of its own.",
  controls: ["S3-10"],
  severity: "low",
  appliesTo: [types.bucket],
  check: (bucket) =>
    deprecated
      .filter((argument) => bucket.props[argument] !== undefined)
      .map((argument) => violation(bucket, argument, "is deprecated on a bucket; use the separate resource")),
  violatedBy: [[example(types.bucket, { versioning: { enabled: true } })]],
  keptBy: [example(types.bucket, { bucket: "logs", forceDestroy: false })],
};
