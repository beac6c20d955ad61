import { example } from "./example";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { at, number, ofType, stringsIn, text, violation, violationIf } from "./read";
import { types } from "./types";

const secret = example(types.secret, {}, { id: "arn:secret" });

export const secretsRotate: StackPolicy = {
  kind: "stack",
  id: "secrets-rotate",
  requirement: "Every secret is rotated at least every 90 days.",
  controls: ["CSEC-01", "SecretsManager.1", "SecretsManager.4", "nag:SMG4"],
  severity: "medium",
  appliesTo: [types.secret],
  check: (resources) =>
    ofType(resources, types.secret)
      .filter(
        ({ id, props }) =>
          !ofType(resources, types.secretRotation).some(
            (rotation) =>
              [id, props["arn"]].includes(text(rotation.props["secretId"])) &&
              (number(at(rotation.props, "rotationRules.automaticallyAfterDays")) ?? Infinity) <= 90,
          ),
      )
      .map((one) => violation(one, null, "is not rotated every 90 days (SecretRotation)")),
  violatedBy: [
    [secret],
    [
      secret,
      example(types.secretRotation, {
        secretId: "arn:secret",
        rotationRules: { automaticallyAfterDays: 180 },
      }),
    ],
  ],
  keptBy: [
    secret,
    example(types.secretRotation, { secretId: "arn:secret", rotationRules: { automaticallyAfterDays: 90 } }),
  ],
};

export const secretsUseOwnKey: ResourcePolicy = {
  kind: "resource",
  id: "secrets-use-a-key-of-ours",
  requirement: "Every secret is encrypted with a key of ours.",
  controls: ["CSEC-02"],
  severity: "low",
  appliesTo: [types.secret],
  check: (one) =>
    violationIf(
      text(one.props["kmsKeyId"]) === undefined,
      one,
      "kmsKeyId",
      "is missing: AWS's own key is used",
    ),
  violatedBy: [[example(types.secret, {})]],
  keptBy: [example(types.secret, { kmsKeyId: "arn:aws:kms:ap-northeast-2:123456789012:key/1" })],
};

export const secretsRecoverable: ResourcePolicy = {
  kind: "resource",
  id: "secrets-recoverable",
  requirement: "A protected secret can be brought back for a week or more after its deletion.",
  controls: ["CSEC-03"],
  severity: "medium",
  appliesTo: [types.secret],
  check: (one) =>
    violationIf(
      one.protect && (number(one.props["recoveryWindowInDays"]) ?? 30) < 7,
      one,
      "recoveryWindowInDays",
      "is shorter than 7 days although the secret is protected",
    ),
  violatedBy: [[example(types.secret, { recoveryWindowInDays: 0 }, { protect: true })]],
  keptBy: [
    example(types.secret, { recoveryWindowInDays: 7 }, { protect: true }),
    example(types.secret, { recoveryWindowInDays: 0 }),
  ],
};

export const secretValuesMarked: ResourcePolicy = {
  kind: "resource",
  id: "secrets-marked-secret",
  requirement: "The value of a secret is marked secret, so that it is encrypted in the state.",
  controls: ["CSEC-07"],
  severity: "high",
  appliesTo: [types.secretVersion],
  check: (one) => {
    // On the engine the marks are gone before a policy runs: there is nothing to judge then.
    const marked = one.secretPaths;
    if (marked === undefined) return [];
    return ["secretString", "secretBinary"]
      .filter((path) => one.props[path] !== undefined && !marked.includes(path))
      .map((path) => violation(one, path, "is not marked secret and would stand in the state in clear"));
  },
  violatedBy: [[example(types.secretVersion, { secretString: "clear" }, { secretPaths: [] })]],
  keptBy: [
    example(types.secretVersion, { secretString: "marked" }, { secretPaths: ["secretString"] }),
    example(types.secretVersion, { secretStringWo: "never in the state" }, { secretPaths: [] }),
  ],
};

/** What gives itself away as a credential, whatever property it stands in. */
const credentials: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["an AWS access key", /\b(AKIA|ASIA)[A-Z2-7]{16}\b/],
  ["a private key", /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/],
  [
    "a webhook of Discord or Slack",
    /https:\/\/(discord(app)?\.com\/api\/webhooks|hooks\.slack\.com\/services)\//,
  ],
  ["a GitHub token", /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,})/],
  ["a password in a URL", /\b[a-z][a-z0-9+]*:\/\/[^\s/:@]+:[^\s/:@]+@/],
];
/** Where a credential belongs. */
const keptSafe = /(^|\.)(secretString|secretBinary|[a-zA-Z]*[pP]assword(Wo)?|privateKey\w*)(\.|$)/;

export const noPlainCredentials: ResourcePolicy = {
  kind: "resource",
  id: "secrets-nowhere-in-clear",
  requirement: "No credential stands in a property that is not made for one.",
  controls: ["CSEC-08"],
  severity: "high",
  appliesTo: "every type",
  check: (resource) =>
    stringsIn(resource.props)
      .filter(([path]) => !keptSafe.test(path))
      .flatMap(([path, value]) =>
        credentials
          .filter(([, pattern]) => pattern.test(value))
          .map(([what]) => violation(resource, path, `holds ${what}; keep it in Secrets Manager`)),
      ),
  violatedBy: [
    [
      example("aws:lambda/function:Function", {
        environment: { variables: { KEY: `AKIA${"A".repeat(16)}` } },
      }),
    ],
    [example("kubernetes:core/v1:ConfigMap", { data: { url: "postgres://app:hunter2@db.internal/app" } })],
  ],
  keptBy: [example(types.secretVersion, { secretString: "-----BEGIN PRIVATE KEY-----" })],
};

export const secretPoliciesBlockPublic: ResourcePolicy = {
  kind: "resource",
  id: "secrets-policies-block-public",
  requirement: "A policy on a secret is checked by AWS against public access.",
  controls: ["CSEC-09"],
  severity: "low",
  appliesTo: [types.secretPolicy],
  check: (one) => violationIf(one.props["blockPublicPolicy"] !== true, one, "blockPublicPolicy", "is not on"),
  violatedBy: [[example(types.secretPolicy, {})]],
  keptBy: [example(types.secretPolicy, { blockPublicPolicy: true })],
};
