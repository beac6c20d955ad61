import { example } from "./example";
import { includes } from "./glob";
import { isEverywhere, statementsOf, type Statement } from "./iam-document";
import type { Judged, ResourcePolicy, Violation } from "./policy";
import { isRecord, records, texts, violation } from "./read";
import { types } from "./types";

/** Types that carry documents which give their holder rights. */
const identityTypes = [types.iamPolicy, types.rolePolicy, types.role];

/** The allowing statements of a resource, with the property each stands in. */
function allowances({ type, props }: Judged): readonly (readonly [path: string, statement: Statement])[] {
  const documents =
    type === types.role
      ? records(props["inlinePolicies"]).map((inline) => ["inlinePolicies", inline["policy"]] as const)
      : [["policy", props["policy"]] as const];
  return documents.flatMap(([path, document]) =>
    statementsOf(document)
      .filter(({ allows }) => allows)
      .map((statement) => [path, statement] as const),
  );
}

/** One violation for every allowing statement that is broken. */
const report = (
  resource: Judged,
  isBroken: (statement: Statement) => boolean,
  message: string,
): readonly Violation[] =>
  allowances(resource)
    .filter(([, statement]) => isBroken(statement))
    .map(([path, { sid }]) => violation(resource, path, `${message} (statement ${sid ?? "without Sid"})`));

const allowing = (statement: Readonly<Record<string, unknown>>) =>
  example(types.rolePolicy, {
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] }),
  });
const everyKeyIf = (condition: object) =>
  allowing({ Action: "kms:Decrypt", Resource: "*", Condition: condition });
const queue = "arn:aws:sqs:ap-northeast-2:123456789012:orders";

export const noAdministrators: ResourcePolicy = {
  kind: "resource",
  id: "iam-no-administrators",
  requirement: "No policy allows every action on every resource.",
  controls: ["IAM-01", "IAM.1"],
  severity: "high",
  appliesTo: identityTypes,
  check: (resource) =>
    report(
      resource,
      (statement) =>
        isEverywhere(statement) &&
        (statement.notActions.length > 0 ||
          statement.actions.some((action) => /^(\*|\*:\*|iam:\*)$/i.test(action))),
      "allows everything, or whatever IAM could grant",
    ),
  violatedBy: [
    [allowing({ Action: "*", Resource: "*" })],
    [allowing({ NotAction: "iam:*", Resource: ["*"] })],
    [allowing({ Action: "*", NotResource: queue })],
    [allowing({ Action: "iam:*", Resource: "*" })],
    [
      example(types.role, {
        inlinePolicies: [{ policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' }],
      }),
    ],
  ],
  keptBy: [
    allowing({ Action: "sqs:SendMessage", Resource: queue }),
    allowing({ Action: "ec2:DescribeInstances", Resource: "*" }),
  ],
};

export const noServiceWildcards: ResourcePolicy = {
  kind: "resource",
  id: "iam-no-wildcards",
  requirement: "A policy names actions and resources; a wildcard needs a recorded reason.",
  controls: ["IAM-02", "IAM.21", "nag:IAM5"],
  severity: "low",
  appliesTo: identityTypes,
  check: (resource) => [
    ...report(
      resource,
      ({ actions }) => actions.some((action) => /^[a-z0-9-]+:\*$/i.test(action)),
      "allows every action of a service",
    ),
    ...report(resource, isEverywhere, "allows actions on every resource"),
  ],
  violatedBy: [
    [allowing({ Action: ["sqs:*", "sns:Publish"], Resource: queue })],
    [allowing({ Action: "sqs:SendMessage", Resource: "*" })],
  ],
  keptBy: [allowing({ Action: ["sqs:SendMessage", "sqs:Get*"], Resource: queue })],
};

/**
 * Whether a condition ties a statement to keys with a certain tag or alias. `ForAllValues:` would let through keys
 * that have no alias at all, and `IfExists` those that have no tag.
 */
function tiesKeys({ condition }: Statement): boolean {
  return Object.entries(condition).some(
    ([operator, keys]) =>
      /^(ForAnyValue:)?String(Equals|Like)$/i.test(operator) &&
      isRecord(keys) &&
      Object.entries(keys).some(
        ([key, values]) =>
          /^(aws:ResourceTag\/.+|kms:ResourceAliases)$/i.test(key) &&
          texts(values).length > 0 &&
          !texts(values).some((value) => /^(alias\/)?\*+$/.test(value)),
      ),
  );
}

export const noDecryptWithEveryKey: ResourcePolicy = {
  kind: "resource",
  id: "iam-no-decrypt-with-every-key",
  requirement: "No policy allows decryption with every key, but with keys it names, by ARN, tag or alias.",
  controls: ["IAM-03", "KMS.1", "KMS.2"],
  severity: "medium",
  appliesTo: identityTypes,
  check: (resource) =>
    report(
      resource,
      (statement) =>
        statement.actions.some(
          (pattern) => includes(pattern, "kms:Decrypt", "i") || includes(pattern, "kms:ReEncryptFrom", "i"),
        ) &&
        statement.resources.some((one) => one === "*" || /^arn:aws:kms:[^:]*:[^:]*:(key\/)?\*$/.test(one)) &&
        !tiesKeys(statement),
      "allows decryption with every key",
    ),
  violatedBy: [
    [allowing({ Action: ["s3:GetObject", "kms:Decrypt"], Resource: [queue, "*"] })],
    [allowing({ Action: "kms:Re*", Resource: "arn:aws:kms:*:123456789012:key/*" })],
    [everyKeyIf({ StringLike: { "aws:ResourceTag/Stack": ["prod", "*"] } })],
    [everyKeyIf({ "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/*" } })],
    [everyKeyIf({ "ForAllValues:StringEquals": { "kms:ResourceAliases": "alias/urr" } })],
    [everyKeyIf({ StringEqualsIfExists: { "aws:ResourceTag/Stack": "prod" } })],
    [everyKeyIf({ StringNotEquals: { "aws:ResourceTag/Stack": "prod" } })],
    [everyKeyIf({ StringEquals: { "aws:RequestedRegion": "ap-northeast-2" } })],
  ],
  keptBy: [
    allowing({ Action: "kms:Decrypt", Resource: "arn:aws:kms:ap-northeast-2:123456789012:key/1" }),
    allowing({ Action: "kms:ListAliases", Resource: "*" }),
    everyKeyIf({ StringEquals: { "aws:ResourceTag/Stack": "prod" } }),
    everyKeyIf({ "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/urr-*" } }),
  ],
};

export const noOpenPassRole: ResourcePolicy = {
  kind: "resource",
  id: "iam-no-open-pass-role",
  requirement: "No policy allows passing every role to a service.",
  controls: ["IAM-07"],
  severity: "high",
  appliesTo: identityTypes,
  check: (resource) =>
    report(
      resource,
      ({ actions, resources }) =>
        actions.some((pattern) => includes(pattern, "iam:PassRole", "i")) &&
        resources.some((one) => one === "*" || /^arn:aws:iam::[^:]*:role\/\*$/.test(one)),
      "allows passing every role",
    ),
  violatedBy: [
    [allowing({ Action: ["ec2:RunInstances", "iam:PassRole"], Resource: [queue, "*"] })],
    [allowing({ Action: "iam:Pass*", Resource: "arn:aws:iam::123456789012:role/*" })],
  ],
  keptBy: [allowing({ Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/node" })],
};

export const noUsers: ResourcePolicy = {
  kind: "resource",
  id: "iam-no-users",
  requirement: "There is no IAM user, and with it no key that never expires.",
  controls: ["IAM-05", "IAM.2"],
  severity: "high",
  appliesTo: "every type",
  check: (resource) =>
    [types.iamUser, types.accessKey, types.loginProfile].some((type) => type === resource.type)
      ? [violation(resource, null, "is a login of its own; use a role")]
      : [],
  violatedBy: [[example(types.iamUser, {})], [example(types.accessKey, { user: "uploader" })]],
  keptBy: [example(types.role, {})],
};
