import { example } from "./example";
import { variablesOf } from "./function-links";
import type { Judged, StackPolicy } from "./policy";
import { ofType, text, violation, violationIf } from "./read";
import { holdsSecret } from "./secret-words";
import { types } from "./types";

const withVariables = (variables: object, rest: object = {}) =>
  example(types.lambdaFunction, { environment: { variables }, ...rest });

function problemsOf(one: Judged, knownSecrets: readonly unknown[]) {
  return Object.entries(variablesOf(one)).flatMap(([name, value]) => {
    const path = `environment.variables.${name}`;
    const isMarked =
      one.secretPaths?.some((secret) => path === secret || path.startsWith(`${secret}.`)) ?? false;
    return [
      ...violationIf(
        isMarked,
        one,
        path,
        "is secret, and everybody who may look at the function reads it; pass the ARN of a secret",
      ),
      ...violationIf(
        !isMarked && holdsSecret(name, value) && !knownSecrets.includes(value),
        one,
        path,
        "is called like a secret, and neither names one of this stack nor is an ARN; keep it in Secrets Manager",
      ),
    ];
  });
}

export const functionsWithoutSecrets: StackPolicy = {
  kind: "stack",
  id: "functions-environment-without-secrets",
  requirement: "The environment of a function says where its secrets are, and holds none.",
  controls: ["FN-06"],
  severity: "high",
  appliesTo: [types.lambdaFunction],
  check: (resources) => {
    const known = ofType(resources, types.secret).map(({ props }) => props["name"]);
    return ofType(resources, types.lambdaFunction).flatMap((one) => problemsOf(one, known));
  },
  violatedBy: [
    [withVariables({ REDIS_AUTH_TOKEN: "clear" })],
    [withVariables({ databasePassword: "clear" })],
    [withVariables({ SIGNING_SECRET: "clear" }), example(types.secret, { name: "urr-prod/ring" })],
    [
      {
        ...withVariables({ SIGNING: "marked" }),
        secretPaths: ["environment.variables.SIGNING"],
      },
    ],
    [{ ...withVariables({ SIGNING: "marked" }), secretPaths: ["environment"] }],
  ],
  keptBy: [
    {
      ...withVariables({
        KEY_RING_SECRET: "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:ring-a1b2c3",
        ORIGIN_SECRET_NAME: "of-another-stack/origin",
        SIGNING_SECRET: "urr-prod/signing",
        TOKEN_SECONDS: "900",
        KEY_ROTATION_DAYS: "30",
      }),
      secretPaths: ["environment.variables.OTHER"],
    },
    example(types.secret, { name: "urr-prod/signing" }),
    example(types.lambdaFunction, {}),
  ],
};

/** Lambda's own key encrypts them as well, and then everybody who may describe the function may decrypt them. */
export const functionsUseOwnKey: StackPolicy = {
  kind: "stack",
  id: "functions-use-a-key-of-ours",
  requirement: "Where data is protected, the environment of a function is encrypted with a key of ours.",
  controls: ["FN-06"],
  severity: "medium",
  askedOf: "protected stacks",
  appliesTo: [types.lambdaFunction],
  check: (resources) =>
    ofType(resources, types.lambdaFunction)
      .filter((one) => Object.keys(variablesOf(one)).length > 0 && text(one.props["kmsKeyArn"]) === undefined)
      .map((one) => violation(one, "kmsKeyArn", "is missing: Lambda's own key is used")),
  violatedBy: [[{ ...withVariables({ TABLE: "t" }), protect: true }]],
  keptBy: [
    {
      ...withVariables({ TABLE: "t" }, { kmsKeyArn: "arn:aws:kms:ap-northeast-2:123456789012:key/1" }),
      protect: true,
    },
    example(types.lambdaFunction, {}),
  ],
};
