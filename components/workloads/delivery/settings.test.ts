import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { parseLaptop } from "../../../infra/laptop";
import { problemsOf } from "../../../infra/problems";
import { workloadsSettings } from "../settings";

type Given = z.input<typeof workloadsSettings>;

const problems = (given: Given) => {
  const { error } = workloadsSettings.safeParse(given);
  return error === undefined ? [] : problemsOf(workloadsSettings, error);
};
const repository = "https://git.example.com/urr/deployments.git";
const withArgoCd = (argocd: Given["argocd"]) => problems({ delivery: "argocd", argocd });

describe("the settings of the delivery", () => {
  it("leave the services to this program, and wait for a person where Argo CD has them: KCON-18, WEA-07, WKN-07", () => {
    const { argocd, delivery } = workloadsSettings.parse({});
    expect(delivery).toBe("pulumi");
    expect(argocd).toEqual({
      ...{ revision: "main", credentials: false, sync: "manual", prune: true, selfHeal: true },
    });
  });

  it("ask for a repository where Argo CD delivers, with path and example", () => {
    expect(withArgoCd({})).toEqual([
      {
        path: "argocd.repository",
        message: "is required where delivery is argocd, which takes the services' objects from there",
        example: repository,
      },
    ]);
    expect(problems({ argocd: {} })).toEqual([]);
  });

  it.each([
    repository,
    "https://git.example.com:8443/urr/deployments",
    "ssh://git@git.example.com:2222/urr/deployments.git",
    "git@git.example.com:urr/deployments.git",
  ])("take the repository %s", (address) => {
    expect(withArgoCd({ repository: address })).toEqual([]);
  });

  it.each([
    ["", "is no address of a Git repository over HTTPS or SSH"],
    ["http://git.example.com/urr/deployments.git", "is no address of a Git repository over HTTPS or SSH"],
    ["https://git.example.com", "is no address of a Git repository over HTTPS or SSH"],
    ["../deployments", "is no address of a Git repository over HTTPS or SSH"],
    [
      "https://somebody:something@git.example.com/urr/deployments.git",
      "has a user or a password in it: `credentials` says that Argo CD signs in, and Secrets Manager with what",
    ],
  ])("refuse the repository %j", (address, message) => {
    expect(withArgoCd({ repository: address })).toEqual([
      { path: "argocd.repository", message, example: repository },
    ]);
  });

  it.each(["/deploy/blue", "deploy/blue/", "deploy/../blue", ".", "deploy//blue", ""])(
    "refuse the folder %j, which is not below the repository",
    (path) => {
      expect(withArgoCd({ repository, path }).map((problem) => problem.path)).toEqual(["argocd.path"]);
    },
  );

  it.each(["", "-b", "a..b", "a//b", "main/", "a b", "x.lock"])("refuse the revision %j", (revision) => {
    expect(withArgoCd({ repository, revision }).map(({ path }) => path)).toEqual(["argocd.revision"]);
  });

  it.each(["main", "release/1.2", "v1.2.3", "1f3a9c0e6b7d8f2a4c5e6b7d8f2a4c5e6b7d8f2a"])(
    "take the revision %j",
    (revision) => {
      expect(withArgoCd({ repository, revision })).toEqual([]);
    },
  );

  it("refuse to sign in on a laptop, where nobody keeps what to sign in with", () => {
    const config = (credentials: boolean) => ({
      "urr:environment": { target: "kind" },
      "urr:workloads": {
        ...{ delivery: "argocd", argocd: { repository, credentials } },
        observability: { metrics: "none", logs: "none", traces: "none" },
      },
    });
    expect(parseLaptop(config(false), "local").problems).toBeUndefined();
    expect(parseLaptop(config(true), "local").problems).toEqual([
      {
        path: "urr:workloads.argocd.credentials",
        message: "needs Secrets Manager, which a cluster without AWS does not have",
        example: "false",
      },
    ]);
  });
});
