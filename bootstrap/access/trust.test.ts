import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluatedBootstrap, github, type Config } from "../../test/support/bootstrap";
import type { Graph } from "../../test/support/graph";
import { mayAssume } from "../../test/support/iam";
import { trustIsTight } from "../../policies/trust";
import { asJudged } from "../../tools/preview/judged";
import { githubIssuer } from "./trust";

/** A job as GitHub runs it, of which its token tells. */
interface Job {
  readonly owner: string;
  readonly ownerId: number;
  readonly name: string;
  readonly repositoryId: number;
  /** A branch, a tag or a pull request. */
  readonly ref: string;
  readonly environment: string | undefined;
  /** The workflow's file; deploy.yml unless given. */
  readonly workflow?: string;
  /** Whether the repository's subjects carry its numbers, as those made since July 2026 do. */
  readonly immutable: boolean;
}

const own: Job = {
  owner: "acme",
  ownerId: github.ownerId,
  name: "tickets",
  repositoryId: github.repositoryId,
  ref: "refs/heads/main",
  environment: "qa",
  immutable: true,
};

/** The claims that IAM compares: https://docs.github.com/en/actions/reference/security/oidc */
function claimsOf(job: Job, audience = "sts.amazonaws.com"): Record<string, string> {
  const isPull = job.ref.startsWith("refs/pull/");
  const numbered = (text: string, id: number) => (job.immutable ? `${text}@${String(id)}` : text);
  const repository = `${numbered(job.owner, job.ownerId)}/${numbered(job.name, job.repositoryId)}`;
  const where =
    job.environment === undefined
      ? isPull
        ? "pull_request"
        : `ref:${job.ref}`
      : `environment:${job.environment}`;
  const claims = {
    aud: audience,
    sub: `repo:${repository}:${where}`,
    ref: job.ref,
    repository: `${job.owner}/${job.name}`,
    job_workflow_ref: `${job.owner}/${job.name}/${job.workflow ?? ".github/workflows/deploy.yml"}@${job.ref}`,
    repository_id: String(job.repositoryId),
    repository_owner_id: String(job.ownerId),
    ...(job.environment === undefined ? {} : { environment: job.environment }),
  };
  return Object.fromEntries(
    Object.entries(claims).map(([claim, value]) => [`${githubIssuer}:${claim}`, value]),
  );
}

const provider = `Federated:arn:aws:iam::123456789012:oidc-provider/${githubIssuer}`;

const admits = (graph: Graph, role: string, job: Job, audience?: string) =>
  mayAssume(graph.named(role, "aws:iam/role:Role").inputs["assumeRolePolicy"], {
    action: "sts:AssumeRoleWithWebIdentity",
    principal: provider,
    context: claimsOf(job, audience),
  });

/** The roles that a job may take. */
const rolesOf = (graph: Graph, job: Job, audience?: string) =>
  graph
    .ofType("aws:iam/role:Role")
    .map(({ name }) => name)
    .filter((role) => role !== "account-api-gateway-role" && admits(graph, role, job, audience));

describe("the trust of deploy and preview roles: STA-26, CON-12, STA-09", () => {
  it("admits the job that deploys or previews, of its own stack only", async () => {
    const { graph } = await evaluatedBootstrap();
    expect(rolesOf(graph, own)).toEqual(["access-qa-deploy"]);
    expect(rolesOf(graph, { ...own, environment: "perf" })).toEqual(["access-perf-deploy"]);
    expect(rolesOf(graph, { ...own, environment: "qa-preview" })).toEqual(["access-qa-preview"]);
  });

  it("admits subjects of old and new repositories alike, once the numbers are known", async () => {
    const { graph } = await evaluatedBootstrap();
    for (const immutable of [true, false]) {
      expect(rolesOf(graph, { ...own, immutable })).toEqual(["access-qa-deploy"]);
    }
  });

  it("admits no fork, no namesake, no other repository and no other audience", async () => {
    const { graph } = await evaluatedBootstrap();
    const fork = { ...own, owner: "mallory", ownerId: 666, repositoryId: 667 };
    const namesake = { ...own, ownerId: 666, repositoryId: 667 };
    const sibling = { ...own, name: "website", repositoryId: 456790 };
    for (const stranger of [fork, namesake, sibling]) {
      for (const immutable of [true, false]) {
        for (const environment of ["qa", "qa-preview", undefined]) {
          expect(rolesOf(graph, { ...stranger, immutable, environment })).toEqual([]);
        }
      }
    }
    expect(rolesOf(graph, own, "https://github.com/acme")).toEqual([]);
  });

  it("admits another branch, a tag or a pull request to no deploy role, even inside the environment", async () => {
    const { graph } = await evaluatedBootstrap();
    for (const ref of ["refs/heads/feature", "refs/heads/main2", "refs/tags/main", "refs/pull/7/merge"]) {
      expect(rolesOf(graph, { ...own, ref }), ref).toEqual([]);
      expect(rolesOf(graph, { ...own, ref, environment: undefined }), ref).toEqual([]);
    }
  });

  it("admits a job without its environment to no role", async () => {
    const { graph } = await evaluatedBootstrap();
    expect(rolesOf(graph, { ...own, environment: undefined })).toEqual([]);
    expect(rolesOf(graph, { ...own, environment: "QA" })).toEqual([]);
  });

  it("admits pull requests to previews where the stack file opens them, through their environment only", async () => {
    const { graph } = await evaluatedBootstrap({ "urr:stacks": { qa: { preview: { branch: false } } } });
    const pull = { ...own, ref: "refs/pull/7/merge", environment: "qa-preview" };
    expect(rolesOf(graph, pull)).toEqual(["access-qa-preview"]);
    expect(rolesOf(graph, { ...pull, environment: undefined })).toEqual([]);
    expect(rolesOf((await evaluatedBootstrap()).graph, pull)).toEqual([]);
  });

  it("admits one workflow alone where the stack file names it", async () => {
    const workflow = ".github/workflows/deploy.yml";
    const { graph } = await evaluatedBootstrap({ "urr:stacks": { qa: { deploy: { workflow } } } });
    expect(rolesOf(graph, { ...own, workflow })).toEqual(["access-qa-deploy"]);
    expect(rolesOf(graph, { ...own, workflow: ".github/workflows/labels.yml" })).toEqual([]);
  });

  it("lets a deployment last as long as a first one takes, and a preview an hour", async () => {
    const { graph } = await evaluatedBootstrap();
    expect(graph.named("access-qa-deploy").inputs["maxSessionDuration"]).toBe(4 * 3600);
    expect(graph.named("access-qa-preview").inputs["maxSessionDuration"]).toBe(3600);
  });

  it("admits by the branch alone where a stack has no environment, and then no job with one", async () => {
    const stacks = {
      qa: { deploy: { environment: false }, preview: { environment: false, branch: "next" } },
    };
    const { graph } = await evaluatedBootstrap({ "urr:stacks": stacks });
    expect(rolesOf(graph, { ...own, environment: undefined })).toEqual(["access-qa-deploy"]);
    expect(rolesOf(graph, { ...own, environment: undefined, ref: "refs/heads/next" })).toEqual([
      "access-qa-preview",
    ]);
    expect(rolesOf(graph, own)).toEqual([]);
  });

  it("is nobody's for previews where the stack file wants no such role", async () => {
    const { graph, outputs } = await evaluatedBootstrap({
      "urr:stacks": { qa: { preview: { role: false } } },
    });
    expect(graph.has("access-qa-preview")).toBe(false);
    expect(outputs["roleArns"]).toEqual({ qa: { deploy: expect.stringContaining("deploy-qa") as string } });
  });

  it("admits nobody but who is named, whatever the names", async () => {
    const { graph } = await evaluatedBootstrap();
    const jobs = fc.record<Job>({
      owner: fc.constantFrom("acme", "acme2", "Acme", "mallory"),
      ownerId: fc.constantFrom(github.ownerId, 1),
      name: fc.constantFrom("tickets", "tickets2", "website"),
      repositoryId: fc.constantFrom(github.repositoryId, 2),
      ref: fc.oneof(
        fc.constantFrom("refs/heads/main", "refs/tags/main", "refs/pull/1/merge"),
        fc.stringMatching(/^refs\/heads\/[a-z0-9/-]{1,20}$/),
      ),
      environment: fc.constantFrom("qa", "perf", "qa-preview", "perf-preview", "production", undefined),
      immutable: fc.boolean(),
    });
    fc.assert(
      fc.property(jobs, (job) => {
        const isOurs =
          job.owner === "acme" &&
          job.name === "tickets" &&
          job.ownerId === github.ownerId &&
          job.repositoryId === github.repositoryId;
        const onMain = job.ref === "refs/heads/main";
        const expected = ["qa", "perf"].flatMap((stack) => [
          ...(isOurs && onMain && job.environment === stack ? [`access-${stack}-deploy`] : []),
          ...(isOurs && onMain && job.environment === `${stack}-preview` ? [`access-${stack}-preview`] : []),
        ]);
        expect(rolesOf(graph, job)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("is what the guard rails call tight, with and without the numbers", async () => {
    for (const more of [{}, { "urr:github": { repository: "acme/tickets" } }] satisfies Config[]) {
      const { graph } = await evaluatedBootstrap(more);
      const roles = asJudged(graph.ofType("aws:iam/role:Role"));
      expect(roles.flatMap((role) => trustIsTight.check(role))).toEqual([]);
    }
  });

  it("rests on the account's provider, made here or by somebody before", async () => {
    const made = (await evaluatedBootstrap()).graph;
    expect(made.named("access-github").inputs).toEqual({
      url: `https://${githubIssuer}`,
      clientIdLists: ["sts.amazonaws.com"],
    });
    const found = (await evaluatedBootstrap({ "urr:github": { ...github, provider: "existing" } })).graph;
    expect(found.has("access-github")).toBe(false);
    expect(rolesOf(found, own)).toEqual(["access-qa-deploy"]);
  });
});
