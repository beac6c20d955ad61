import { example } from "./example";
import { isNarrowed, statementsOf, valuesAsked, type Statement } from "./iam-document";
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

const githubHost = "token.actions.githubusercontent.com";

/**
 * A job of one repository that runs in an environment or on a branch, whose protection GitHub guards. Pull requests
 * and tags are open to whoever may push. Since July 2026 new repositories carry the ids of owner and repository,
 * which nobody else can take over: https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
 */
const githubSubject =
  /^repo:([\w-]+\/[\w.-]+|[\w-]+@\d+\/[\w.-]+@\d+):(environment:[^:*?]+|ref:refs\/heads\/[^:*?]+)$/;

function githubProblem(statement: Statement): string | undefined {
  const [subjects = [], audiences = []] = ["sub", "aud"].map((claim) =>
    valuesAsked(statement, /^StringEquals$/, `${githubHost}:${claim}`),
  );
  if (subjects.length === 0 || !subjects.every((subject) => githubSubject.test(subject)))
    return "may be assumed by jobs of GitHub that no protection guards; :sub must be repo:<owner>/<name>:environment:<name> or repo:<owner>/<name>:ref:refs/heads/<branch>";
  if (audiences.length === 0 || audiences.some((audience) => audience !== "sts.amazonaws.com"))
    return "takes tokens that GitHub made for others; :aud must be sts.amazonaws.com";
  return undefined;
}

function problemOf(statement: Statement): string | undefined {
  if (!statement.allows) return undefined;
  const principals = statement.principals ?? [];
  if (principals.some((principal) => principal === "*" || principal === "AWS:*"))
    return "may be assumed by everybody";
  if (principals.some((principal) => principal.startsWith("Federated:")) && !tiesSubject(statement))
    return "may be assumed by any subject of the identity provider; StringEquals must name :sub and :aud";
  if (principals.some((principal) => principal.endsWith(`oidc-provider/${githubHost}`))) {
    const problem = githubProblem(statement);
    if (problem !== undefined) return problem;
  }
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
const github = `arn:aws:iam::123456789012:oidc-provider/${githubHost}`;
const trustingJob = (subject: unknown, audience = "sts.amazonaws.com") =>
  trusting({
    Principal: { Federated: github },
    Condition: { StringEquals: { [`${githubHost}:aud`]: audience, [`${githubHost}:sub`]: subject } },
  });

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
    [trustingJob(["repo:urr/infrastructure:environment:prod", "repo:*"])],
    [trustingJob([])],
    [trustingJob("repo:urr/infrastructure:pull_request")],
    [trustingJob(["repo:urr/infrastructure:environment:prod", "repo:urr/infrastructure:ref:refs/tags/v1"])],
    [trustingJob("repo:urr/infrastructure:ref:refs/heads/release-?")],
    [trustingJob("repo:urr@123456/infrastructure:environment:prod")],
    [trustingJob("repo:urr/infrastructure:environment:prod", "https://github.com/urr")],
    [
      trusting({
        Principal: { Federated: github },
        Condition: {
          StringEquals: {
            "gitlab.com:aud": "sts.amazonaws.com",
            "gitlab.com:sub": "repo:urr/infrastructure:environment:prod",
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
    trustingJob("repo:urr/infrastructure:environment:prod"),
    trustingJob(["repo:urr/infra.structure:ref:refs/heads/feature/one", "repo:urr/web:environment:dev"]),
    trustingJob("repo:urr@123456/infrastructure@456789:environment:prod"),
    trusting({
      Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/gitlab.com" },
      Condition: {
        StringEquals: { "gitlab.com:aud": "sts.amazonaws.com", "gitlab.com:sub": "project_path:urr/web" },
      },
    }),
  ],
};
