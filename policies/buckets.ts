import { example } from "./example";
import { refusesPlainText, statementsOf } from "./iam-document";
import type { Judged, StackPolicy } from "./policy";
import { at, ofType, records, text, violation, violationIf } from "./read";
import { types } from "./types";

/** The resources of a type that configure a bucket; since version 7 of the provider nothing is set on the bucket itself. */
function partsOf(bucket: Judged, type: string, resources: readonly Judged[]): readonly Judged[] {
  const name = text(bucket.props["bucket"]) ?? bucket.id;
  return name === undefined ? [] : ofType(resources, type).filter(({ props }) => props["bucket"] === name);
}

/** Buckets of which no part of a type is as it must be. */
const bucketsWithout = (
  resources: readonly Judged[],
  type: string,
  isRight: (part: Judged, bucket: Judged) => boolean,
  message: string,
) =>
  ofType(resources, types.bucket)
    .filter((bucket) => !partsOf(bucket, type, resources).some((part) => isRight(part, bucket)))
    .map((bucket) => violation(bucket, null, message));

const bucket = example(types.bucket, { bucket: "logs" });
const part = (type: string, props: Readonly<Record<string, unknown>>) =>
  example(type, { bucket: "logs", ...props });

const blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
const allBlocked = Object.fromEntries(blocks.map((block) => [block, true]));

export const bucketsBlockPublicAccess: StackPolicy = {
  kind: "stack",
  id: "buckets-block-public-access",
  requirement: "Every bucket blocks public access in all four ways.",
  controls: ["S3-01", "S3.8", "S3.2", "S3.3", "nag:S2"],
  severity: "high",
  appliesTo: [types.bucket],
  check: (resources) =>
    bucketsWithout(
      resources,
      types.bucketPublicAccess,
      ({ props }) => blocks.every((block) => props[block] === true),
      `does not block public access: a BucketPublicAccessBlock must set ${blocks.join(", ")}`,
    ),
  violatedBy: [
    [bucket],
    [bucket, part(types.bucketPublicAccess, { ...allBlocked, blockPublicPolicy: false })],
    [bucket, part(types.bucketPublicAccess, { ...allBlocked, bucket: "other" })],
  ],
  keptBy: [bucket, part(types.bucketPublicAccess, allBlocked)],
};

const tlsOnly = (resources: readonly string[]) => ({
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: resources,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  }),
});

export const bucketsRequireTls: StackPolicy = {
  kind: "stack",
  id: "buckets-require-tls",
  requirement: "Every bucket refuses requests without TLS, to itself and to its objects.",
  controls: ["S3-02", "S3.5", "nag:S10"],
  severity: "medium",
  appliesTo: [types.bucket],
  check: (resources) =>
    bucketsWithout(
      resources,
      types.bucketPolicy,
      ({ props }) =>
        statementsOf(props["policy"]).some(
          (statement) =>
            refusesPlainText(statement, "s3:*") &&
            [/^(?!.*\/\*$).+/, /\/\*$|^\*$/].every((shape) =>
              statement.resources.some((resource) => shape.test(resource)),
            ),
        ),
      "takes requests without TLS: its policy must deny s3:* on the bucket and bucket/* unless aws:SecureTransport",
    ),
  violatedBy: [
    [bucket],
    [bucket, part(types.bucketPolicy, tlsOnly(["arn:aws:s3:::logs/*"]))],
    [bucket, part(types.bucketPolicy, { policy: "not JSON" })],
  ],
  keptBy: [bucket, part(types.bucketPolicy, tlsOnly(["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]))],
};

export const bucketsAccessLogged: StackPolicy = {
  kind: "stack",
  id: "buckets-access-logged",
  requirement: "Every bucket records who reads and writes it.",
  controls: ["S3-03", "S3.9", "nag:S1"],
  severity: "medium",
  appliesTo: [types.bucket],
  check: (resources) =>
    bucketsWithout(
      resources,
      types.bucketLogging,
      ({ props }) => text(props["targetBucket"]) !== undefined,
      "has no access log (BucketLogging)",
    ),
  violatedBy: [[bucket]],
  keptBy: [bucket, part(types.bucketLogging, { targetBucket: "archive" })],
};

export const bucketsWithoutAcls: StackPolicy = {
  kind: "stack",
  id: "buckets-without-acls",
  requirement: "Every bucket has ACLs switched off, so that policies alone decide.",
  controls: ["S3-04", "S3.12"],
  severity: "medium",
  appliesTo: [types.bucket],
  check: (resources) =>
    bucketsWithout(
      resources,
      types.bucketOwnership,
      ({ props }, { props: own }) =>
        at(props, "rule.objectOwnership") === "BucketOwnerEnforced" &&
        (own["acl"] === undefined || own["acl"] === "private"),
      "takes ACLs: BucketOwnershipControls must be BucketOwnerEnforced",
    ),
  violatedBy: [
    [bucket],
    [bucket, part(types.bucketOwnership, { rule: { objectOwnership: "ObjectWriter" } })],
    [
      example(types.bucket, { bucket: "logs", acl: "public-read" }),
      part(types.bucketOwnership, { rule: { objectOwnership: "BucketOwnerEnforced" } }),
    ],
  ],
  keptBy: [bucket, part(types.bucketOwnership, { rule: { objectOwnership: "BucketOwnerEnforced" } })],
};

const versioned = part(types.bucketVersioning, { versioningConfiguration: { status: "Enabled" } });
const isVersioned = ({ props }: Judged): boolean => at(props, "versioningConfiguration.status") === "Enabled";

export const bucketsVersioned: StackPolicy = {
  kind: "stack",
  id: "buckets-versioned",
  requirement: "Every bucket keeps earlier versions of its objects.",
  controls: ["S3-06", "S3.14"],
  severity: "low",
  appliesTo: [types.bucket],
  check: (resources) =>
    bucketsWithout(resources, types.bucketVersioning, isVersioned, "keeps no earlier versions"),
  violatedBy: [[bucket, part(types.bucketVersioning, { versioningConfiguration: { status: "Suspended" } })]],
  keptBy: [bucket, versioned],
};

export const bucketsTidied: StackPolicy = {
  kind: "stack",
  id: "buckets-tidied",
  requirement: "Every bucket drops unfinished uploads, and a versioned one old versions.",
  controls: ["S3-05", "S3.10", "S3.13"],
  severity: "medium",
  appliesTo: [types.bucket],
  check: (resources) =>
    ofType(resources, types.bucket).flatMap((one) => {
      const rules = partsOf(one, types.bucketLifecycle, resources)
        .flatMap(({ props }) => records(props["rules"]))
        .filter(({ status }) => status === "Enabled");
      const lacks = (key: string) => !rules.some((rule) => rule[key] !== undefined);
      const keepsVersions = partsOf(one, types.bucketVersioning, resources).some(isVersioned);
      return [
        ...violationIf(
          lacks("abortIncompleteMultipartUpload"),
          one,
          null,
          "keeps unfinished uploads for ever: its lifecycle needs abortIncompleteMultipartUpload",
        ),
        ...violationIf(
          keepsVersions && lacks("noncurrentVersionExpiration"),
          one,
          null,
          "keeps every version for ever: its lifecycle needs noncurrentVersionExpiration",
        ),
      ];
    }),
  violatedBy: [
    [bucket],
    [
      bucket,
      versioned,
      part(types.bucketLifecycle, { rules: [{ status: "Enabled", abortIncompleteMultipartUpload: {} }] }),
    ],
  ],
  keptBy: [
    bucket,
    versioned,
    part(types.bucketLifecycle, {
      rules: [{ status: "Enabled", abortIncompleteMultipartUpload: {}, noncurrentVersionExpiration: {} }],
    }),
  ],
};
