import { example } from "./example";
import type { Judged, StackPolicy } from "./policy";
import { at, ofType, records, text, violation } from "./read";
import { types } from "./types";

const encryptedWith = (sseAlgorithm: string, rest: Readonly<Record<string, unknown>> = {}) =>
  example(types.bucketEncryption, {
    bucket: "logs",
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm, ...rest }, bucketKeyEnabled: true }],
  });
const bucket = example(types.bucket, { bucket: "logs" });

/** The default encryption of a bucket; without a rule of ours S3 uses keys of its own. */
function encryptionRules(one: Judged, resources: readonly Judged[]) {
  const name = text(one.props["bucket"]) ?? one.id;
  return ofType(resources, types.bucketEncryption)
    .filter(({ props }) => name !== undefined && props["bucket"] === name)
    .flatMap(({ props }) => records(props["rules"]));
}

export const bucketsUseKms: StackPolicy = {
  kind: "stack",
  id: "buckets-encrypted-with-kms",
  requirement:
    "Every bucket is encrypted with a KMS key, through a bucket key that keeps the requests cheap.",
  controls: ["S3-07", "S3.17"],
  severity: "medium",
  appliesTo: [types.bucket],
  check: (resources) =>
    ofType(resources, types.bucket)
      .filter(
        (one) =>
          !encryptionRules(one, resources).some(
            (rule) =>
              at(rule, "applyServerSideEncryptionByDefault.sseAlgorithm") === "aws:kms" &&
              rule["bucketKeyEnabled"] === true,
          ),
      )
      .map((one) => violation(one, null, "is not encrypted with a KMS key and a bucket key")),
  violatedBy: [
    [bucket],
    [bucket, encryptedWith("AES256")],
    [example(types.bucket, { bucket: "other" }), encryptedWith("aws:kms")],
  ],
  keptBy: [bucket, encryptedWith("aws:kms")],
};

export const bucketsEncrypted: StackPolicy = {
  kind: "stack",
  id: "buckets-state-their-encryption",
  requirement: "Every bucket states how it is encrypted, and with KMS names a key that is not AWS's own.",
  controls: ["S3-07"],
  severity: "medium",
  appliesTo: [types.bucket],
  check: (resources) =>
    ofType(resources, types.bucket)
      .filter(
        (one) =>
          !encryptionRules(one, resources).some((rule) => {
            const chosen = at(rule, "applyServerSideEncryptionByDefault.sseAlgorithm");
            const key = at(rule, "applyServerSideEncryptionByDefault.kmsMasterKeyId");
            return chosen === "AES256" || (chosen === "aws:kms" && text(key) !== undefined);
          }),
      )
      .map((one) => violation(one, null, "does not state its encryption, or names no key for aws:kms")),
  violatedBy: [[bucket], [bucket, encryptedWith("aws:kms")]],
  keptBy: [
    bucket,
    encryptedWith("aws:kms", { kmsMasterKeyId: "arn:aws:kms:ap-northeast-2:123456789012:key/1" }),
  ],
};
