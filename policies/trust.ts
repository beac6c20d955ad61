import { example } from "./example";
import { isNarrowed, statementsOf, type Statement } from "./iam-document";
import type { ResourcePolicy } from "./policy";
import { isRecord, texts, violation } from "./read";
import { types } from "./types";

/**
 * Services that say for whom they assume a role, so that another account cannot use ours through them:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const tellTheirSource =
  /^Service:(vpc-flow-logs|scheduler|pipes|states|monitoring\.rds|pods\.eks|backup|firehose|delivery\.logs)\.amazonaws\.com$/;

/** Whether a federated login is tied to one subject and one audience, neither with a wildcard. */
function tiesSubject({ condition }: Statement): boolean {
  const equal = condition["StringEquals"];
  if (!isRecord(equal)) return false;
  return [":sub", ":aud"].every((suffix) =>
    Object.entries(equal).some(
      ([key, values]) =>
        key.endsWith(suffix) &&
        texts(values).length > 0 &&
        texts(values).every((value) => !value.includes("*")),
    ),
  );
}

function problemOf(statement: Statement): string | undefined {
  if (!statement.allows) return undefined;
  const principals = statement.principals ?? [];
  if (principals.some((principal) => principal === "*" || principal === "AWS:*"))
    return "may be assumed by everybody";
  if (principals.some((principal) => principal.startsWith("Federated:")) && !tiesSubject(statement))
    return "may be assumed by any subject of the identity provider; StringEquals must name :sub and :aud";
  if (principals.some((principal) => tellTheirSource.test(principal)) && !isNarrowed(statement))
    return "may be used through the service by other accounts; add a condition on aws:SourceAccount";
  return undefined;
}

const trusting = (statement: Readonly<Record<string, unknown>>) =>
  example(types.role, {
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", ...statement }],
    }),
  });
const github = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

export const trustIsTight: ResourcePolicy = {
  kind: "resource",
  id: "iam-trust-is-tight",
  requirement: "A role trusts whom it names, and a service or identity provider only on our behalf.",
  controls: ["IAM-06"],
  severity: "high",
  appliesTo: [types.role],
  check: (role) =>
    statementsOf(role.props["assumeRolePolicy"])
      .map(problemOf)
      .filter((problem) => problem !== undefined)
      .map((problem) => violation(role, "assumeRolePolicy", problem)),
  violatedBy: [
    [trusting({ Principal: "*" })],
    [trusting({ Principal: { AWS: ["arn:aws:iam::123456789012:root", "*"] } })],
    [trusting({ Principal: { Service: ["ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com"] } })],
    [
      trusting({
        Principal: { Federated: github },
        Condition: {
          StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
          StringLike: { "token.actions.githubusercontent.com:sub": "repo:urr/*" },
        },
      }),
    ],
    [
      trusting({
        Principal: { Federated: github },
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": ["repo:urr/infrastructure:ref:main", "repo:*"],
          },
        },
      }),
    ],
    [
      trusting({
        Principal: { Federated: github },
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": [],
          },
        },
      }),
    ],
  ],
  keptBy: [
    trusting({ Principal: { Service: "lambda.amazonaws.com" } }),
    trusting({
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    }),
    trusting({
      Principal: { Federated: github },
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:urr/infrastructure:environment:prod",
        },
      },
    }),
  ],
};
