import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../components/policy-document";
import type { GithubSettings } from "./github-settings";
import type { Trusted } from "./settings";

/** Issuer of the tokens of GitHub's workflows, without its scheme: how IAM names the provider and its claims. */
export const githubIssuer = "token.actions.githubusercontent.com";

/**
 * Who may take a role: jobs of the repository, in the environment, and of the branch where one is given.
 *
 * `sub` is compared as a whole, so that neither a fork nor a pull request nor another environment can match it. A job
 * in an environment has the environment in place of the branch in its `sub`, hence the claim `ref` beside it. Since
 * July 2026 new repositories carry immutable numbers in `sub`, older ones only where they have asked for it: with the
 * numbers known both spellings are listed, and the claims with the numbers are compared besides.
 * https://docs.github.com/en/actions/reference/security/oidc
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function githubTrust(
  providerArn: pulumi.Input<string>,
  { repository, ownerId, repositoryId }: GithubSettings,
  { environment, branch, workflow }: Trusted,
): Statement {
  const claim = (name: string) => `${githubIssuer}:${name}`;
  const job = environment === false ? `ref:refs/heads/${String(branch)}` : `environment:${environment}`;
  return {
    Sid: "JobsOfTheRepository",
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        [claim("aud")]: "sts.amazonaws.com",
        [claim("sub")]: spellings(repository, ownerId, repositoryId).map((name) => `repo:${name}:${job}`),
        ...(branch === undefined ? {} : { [claim("ref")]: `refs/heads/${branch}` }),
        ...(workflow === undefined
          ? {}
          : { [claim("job_workflow_ref")]: `${repository}/${workflow}@refs/heads/${String(branch)}` }),
        ...(ownerId === undefined ? {} : { [claim("repository_owner_id")]: String(ownerId) }),
        ...(repositoryId === undefined ? {} : { [claim("repository_id")]: String(repositoryId) }),
      },
    },
  };
}

function spellings(
  repository: string,
  ownerId: number | undefined,
  repositoryId: number | undefined,
): readonly string[] {
  if (ownerId === undefined || repositoryId === undefined) return [repository];
  const [owner = "", name = ""] = repository.split("/");
  return [repository, `${owner}@${String(ownerId)}/${name}@${String(repositoryId)}`];
}
