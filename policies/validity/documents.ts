import { example } from "../example";
import { toDocument, type Document, type Statement } from "../iam-document";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import { isRecord, ofRole, ofType, records, text, violation } from "../read";
import { types } from "../types";

type Kind = "trust" | "identity" | "resource";

/** Properties with a policy document, and whose it is. */
const documents: Readonly<Record<string, readonly (readonly [path: string, kind: Kind])[]>> = {
  [types.role]: [["assumeRolePolicy", "trust"]],
  [types.iamPolicy]: [["policy", "identity"]],
  [types.rolePolicy]: [["policy", "identity"]],
  [types.bucketPolicy]: [["policy", "resource"]],
  [types.topicPolicy]: [["policy", "resource"]],
  [types.queuePolicy]: [["policy", "resource"]],
  [types.eventBusPolicy]: [["policy", "resource"]],
  [types.restApiPolicy]: [["policy", "resource"]],
  [types.key]: [["policy", "resource"]],
  [types.secretPolicy]: [["policy", "resource"]],
  [types.vpcEndpoint]: [["policy", "resource"]],
  [types.logResourcePolicy]: [["policyDocument", "resource"]],
};

export const documentsWellFormed: ResourcePolicy = {
  kind: "resource",
  id: "documents-well-formed",
  requirement: "A policy document is one that IAM takes.",
  controls: ["V-146"],
  severity: "high",
  appliesTo: Object.keys(documents),
  check: (resource) =>
    (documents[resource.type] ?? []).flatMap(([path, kind]) => {
      const content = resource.props[path];
      if (typeof content !== "string" && !isRecord(content)) return [];
      const document = toDocument(content);
      const problems = document === undefined ? ["is not JSON"] : problemsOf(document, kind);
      return problems.map((problem) => violation(resource, path, problem));
    }),
  violatedBy: [
    [example(types.rolePolicy, { policy: "{" })],
    [identity({ Version: "2008-10-17" }, {})],
    [identity({}, { Sid: "has space" })],
    [identity({}, { Principal: "*" })],
    [identity({}, { Resource: undefined })],
    [identity({}, { Action: undefined })],
    [identity({}, { Sid: "Same" }, { Sid: "Same" })],
    [example(types.role, { assumeRolePolicy: document({}, { Action: "sts:AssumeRole", Resource: "*" }) })],
    [example(types.bucketPolicy, { policy: document({}, { Action: "s3:*", Resource: "*" }) })],
    [
      example(types.logResourcePolicy, {
        policyDocument: document({}, { Action: "logs:PutLogEvents", Resource: "*" }),
      }),
    ],
    [
      example(types.role, {
        assumeRolePolicy: document(
          {},
          { Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: [] } },
        ),
      }),
    ],
  ],
  keptBy: [
    identity({}, { Sid: "One" }, { Sid: "Two" }),
    example(types.role, {
      assumeRolePolicy: document(
        {},
        { Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
      ),
    }),
    example(types.role, {
      assumeRolePolicy: document(
        {},
        {
          Action: "sts:AssumeRoleWithWebIdentity",
          Principal: {
            Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
          },
        },
      ),
    }),
    example(types.logResourcePolicy, {
      policyDocument: document(
        {},
        { Action: "logs:PutLogEvents", Resource: "*", Principal: { Service: "route53.amazonaws.com" } },
      ),
    }),
  ],
};

function problemsOf({ version, statements }: Document, kind: Kind): readonly string[] {
  const sids = statements.map(({ sid }) => sid).filter((sid) => sid !== undefined);
  const repeated = sids.find((sid, index) => sids.indexOf(sid) !== index);
  return [
    ...(version === "2012-10-17" ? [] : ["is not of version 2012-10-17, without which variables are text"]),
    ...(statements.length === 0 ? ["has no statement"] : []),
    ...(repeated === undefined ? [] : [`has two statements ${repeated}`]),
    ...statements.flatMap((statement) => statementProblems(statement, kind)),
  ];
}

function statementProblems(statement: Statement, kind: Kind): readonly string[] {
  const { sid, actions, notActions, hasResource, principals } = statement;
  const problems: readonly (readonly [broken: boolean, what: string])[] = [
    [sid !== undefined && !/^[A-Za-z0-9]+$/.test(sid), "has a Sid of more than letters and digits"],
    [actions.length + notActions.length === 0, "has no Action"],
    [kind === "trust" && hasResource, "has a Resource, which a trust policy cannot have"],
    [kind !== "trust" && !hasResource, "has no Resource"],
    [
      kind === "identity" && principals !== undefined,
      "has a Principal, which an identity's policy cannot have",
    ],
    [kind !== "identity" && (principals ?? []).length === 0, "has no Principal"],
  ];
  return problems
    .filter(([broken]) => broken)
    .map(([, what]) => `holds a statement (${sid ?? "without Sid"}) that ${what}`);
}

function document(head: object, ...statements: readonly object[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
    ...head,
  });
}

function identity(head: object, ...statements: readonly object[]) {
  const whole = statements.map((statement) => ({ Action: "sqs:SendMessage", Resource: "*", ...statement }));
  return example(types.rolePolicy, { policy: document(head, ...whole) });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, in characters without white space */
const longest = { managed: 6144, inline: 10_240, trust: 2048 };
const attachable = 10;
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html, white space and all */
const longestOfLogs = 5120;

const lengthOf = (value: unknown): number =>
  (typeof value === "string" ? value : isRecord(value) ? JSON.stringify(value) : "").replaceAll(/\s/g, "")
    .length;

export const documentsWithinQuota: StackPolicy = {
  kind: "stack",
  id: "documents-within-quota",
  requirement: "Policy documents and their number stay within the quotas of IAM.",
  controls: ["V-145", "REL-03"],
  severity: "high",
  appliesTo: [types.role, types.iamPolicy, types.logResourcePolicy],
  check: (resources) => [
    ...ofType(resources, types.iamPolicy)
      .filter(({ props }) => lengthOf(props["policy"]) > longest.managed)
      .map((policy) => violation(policy, "policy", `is longer than ${String(longest.managed)} characters`)),
    ...ofType(resources, types.logResourcePolicy)
      .filter(({ props }) => (text(props["policyDocument"])?.length ?? 0) > longestOfLogs)
      .map((policy) =>
        violation(policy, "policyDocument", `is longer than ${String(longestOfLogs)} characters`),
      ),
    ...ofType(resources, types.role).flatMap((role) => roleProblems(role, resources)),
  ],
  violatedBy: [
    [example(types.iamPolicy, { policy: "x".repeat(6145) })],
    [
      example(types.role, { name: "r" }),
      example(types.rolePolicy, { role: "r", policy: "x".repeat(6000) }),
      example(types.rolePolicy, { role: "r", policy: "x".repeat(6000) }),
    ],
    [
      example(types.role, { name: "r" }),
      ...Array.from({ length: 11 }, () => example(types.rolePolicyAttachment, { role: "r" })),
    ],
    [example(types.role, { assumeRolePolicy: "x".repeat(2049) })],
    [example(types.logResourcePolicy, { policyDocument: `{${" ".repeat(5119)}}` })],
  ],
  keptBy: [
    example(types.role, { name: "r", assumeRolePolicy: "x".repeat(2048) }),
    example(types.rolePolicy, { role: "r", policy: `${" ".repeat(20_000)}${"x".repeat(10_240)}` }),
    example(types.rolePolicy, { role: "another", policy: "x" }),
    ...Array.from({ length: 10 }, () => example(types.rolePolicyAttachment, { role: "r" })),
    example(types.iamPolicy, { policy: "x".repeat(6144) }),
    example(types.logResourcePolicy, { policyDocument: `{${" ".repeat(5118)}}` }),
  ],
};

function roleProblems(role: Judged, resources: readonly Judged[]) {
  const inline = [
    ...ofRole(role, types.rolePolicy, resources).map(({ props }) => props),
    ...records(role.props["inlinePolicies"]),
  ];
  const inlineLength = inline.reduce((sum, { policy }) => sum + lengthOf(policy), 0);
  return [
    ...(lengthOf(role.props["assumeRolePolicy"]) > longest.trust
      ? [violation(role, "assumeRolePolicy", `is longer than ${String(longest.trust)} characters`)]
      : []),
    ...(inlineLength > longest.inline
      ? [violation(role, null, `has inline policies of more than ${String(longest.inline)} characters`)]
      : []),
    ...(ofRole(role, types.rolePolicyAttachment, resources).length > attachable
      ? [violation(role, null, `has more than ${String(attachable)} managed policies`)]
      : []),
  ];
}
