import { describe, expect, it } from "vitest";
import { config, github, type Config } from "../test/support/bootstrap";
import { parseSettings } from "./settings";

const problemsOf = (more: Config, use: "preview" | "deployment" = "preview") =>
  parseSettings(config(more), "bootstrap", use).problems ?? [];
const pathsOf = (more: Config, use?: "deployment") => problemsOf(more, use).map(({ path }) => path);
const stacks = (more: Config) => ({ "urr:stacks": more });

describe("settings of bootstrap", () => {
  it("fill in who may deploy and preview from a stack's name", () => {
    expect(parseSettings(config(), "bootstrap").settings?.stacks["qa"]).toEqual({
      domain: "qa.acme.kr",
      prefix: undefined,
      deploy: { environment: "qa", branch: "main" },
      preview: { environment: "qa-preview", branch: "main" },
    });
  });

  it("refuse a repository that is not owner/name, and say why a wildcard is worse than a mistake", () => {
    for (const repository of [
      "acme",
      "acme/",
      "/tickets",
      "https://github.com/acme/tickets",
      "acme/a/b",
      "-a/b",
    ]) {
      const [problem] = problemsOf({ "urr:github": { ...github, repository } });
      expect(problem?.path, repository).toBe("urr:github.repository");
      expect(problem?.message).toContain("owner/name");
      expect(problem?.example).toBe("example-org/urr-infrastructure");
    }
    for (const repository of ["acme/*", "*/tickets", "acme/ticket?"]) {
      const [problem] = problemsOf({ "urr:github": { ...github, repository } });
      expect(problem?.message, repository).toContain("would admit every repository");
    }
  });

  it("refuse a trust that would admit any branch, environment or pull request", () => {
    const problem = (more: Config) => problemsOf(stacks({ qa: more }))[0];
    expect(problem({ deploy: { branch: "*" } })).toMatchObject({
      path: "urr:stacks.qa.deploy.branch",
      message: expect.stringContaining("would admit branches that anybody can make") as string,
      example: "main",
    });
    expect(problem({ deploy: { branch: "release/*" } })?.message).toContain("wildcard");
    expect(problem({ deploy: { branch: "refs/pull/1/merge" } })?.message).toContain("is a ref");
    expect(problem({ deploy: { branch: "refs/heads/main" } })?.example).toBe("main");
    expect(problem({ deploy: { environment: "*" } })?.path).toBe("urr:stacks.qa.deploy.environment");
    expect(problem({ preview: { environment: "pr-*" } })?.message).toContain("wildcard");
    expect(problem({ preview: { environment: false, branch: false } })).toMatchObject({
      path: "urr:stacks.qa.preview",
      message: expect.stringContaining("would admit any branch") as string,
    });
    expect(problem({ deploy: { workflow: ".github/workflows/*.yml" } })?.message).toContain("wildcard");
    expect(problem({ preview: { pullRequests: true } })?.path).toBe("urr:stacks.qa.preview.pullRequests");
  });

  it("take an environment or a branch alone where it names one", () => {
    const access = { deploy: { environment: false }, preview: { environment: false, branch: "next" } };
    expect(problemsOf(stacks({ qa: access }))).toEqual([]);
  });

  it("refuse a name that S3 refuses for a bucket", () => {
    for (const bucket of [
      "Urr-State",
      "urr.state",
      "ur",
      "urr_state",
      "x".repeat(64),
      "urr-s3alias",
      "xn--urr",
    ]) {
      const [problem] = problemsOf({ "urr:state": { bucket } });
      expect(problem?.path, bucket).toBe("urr:state.bucket");
      expect(problem?.example).toBe("urr-state-123456789012");
    }
    expect(problemsOf({ "urr:state": { bucket: "acme-pulumi-state" } })).toEqual([]);
  });

  it("refuse stacks whose names or prefixes overlap, since roles are limited by them", () => {
    expect(problemsOf(stacks({ qa: {}, "qa-2": {} }))).toMatchObject([
      {
        path: "urr:stacks.qa-2",
        message: expect.stringContaining("the deploy role of qa could change them") as string,
      },
    ]);
    expect(pathsOf(stacks({ qa: { prefix: "urr-perf" }, perf: {} }))).toEqual([
      "urr:stacks.qa",
      "urr:stacks.perf",
    ]);
    expect(problemsOf(stacks({ qa: {}, qa2: {} }))).toEqual([]);
  });

  it("refuse a stack that is called like bootstrap, whose own names are out of every role's reach", () => {
    for (const name of ["bootstrap", "state", "pulumi", "state-2"]) {
      const [problem] = problemsOf(stacks({ [name]: {} }));
      expect(problem?.path, name).toBe(`urr:stacks.${name}`);
      expect(problem?.message).toContain("what every stack uses");
    }
    for (const prefix of ["urr", "urr-bootstrap", "urr-state"]) {
      expect(pathsOf(stacks({ qa: { prefix } })), prefix).toEqual(["urr:stacks.qa"]);
    }
    expect(parseSettings(config(stacks({ account: {} })), "account").problems).toMatchObject([
      { path: "urr:stacks.account" },
    ]);
    expect(problemsOf(stacks({ QA: {} }))[0]?.message).toContain("no name of a stack");
  });

  it("refuse an environment of GitHub that would give one job two roles", () => {
    expect(problemsOf(stacks({ qa: {}, perf: { deploy: { environment: "qa" } } }))).toMatchObject([
      { path: "urr:stacks.perf.deploy.environment", example: "perf" },
    ]);
    expect(problemsOf(stacks({ qa: { preview: { environment: "qa" } } }))).toMatchObject([
      {
        path: "urr:stacks.qa.preview.environment",
        message: "is qa, as for deploy of qa: its jobs could take both roles",
        example: "qa-preview",
      },
    ]);
  });

  it("refuse one branch for two roles that ask for no environment, and environments that differ by case", () => {
    const byBranch = { deploy: { environment: false } };
    expect(pathsOf(stacks({ qa: byBranch, perf: byBranch }))).toEqual(["urr:stacks.perf.deploy.environment"]);
    const workflow = ".github/workflows/perf.yml";
    expect(problemsOf(stacks({ qa: byBranch, perf: { deploy: { environment: false, workflow } } }))).toEqual(
      [],
    );
    expect(pathsOf(stacks({ qa: {}, perf: { deploy: { environment: "QA" } } }))).toEqual([
      "urr:stacks.perf.deploy.environment",
    ]);
  });

  it("refuse a zone inside another one, which Route 53 would refuse on the same name servers", () => {
    const zones = { "acme.kr": {}, "qa.acme.kr": {} };
    expect(problemsOf({ "urr:dns": { zones } })).toMatchObject([
      { path: "urr:dns.zones.qa.acme.kr", example: "records of it in acme.kr" },
    ]);
    expect(problemsOf({ "urr:dns": { zones: { "acme.kr": {}, "notacme.kr": {} } } })).toEqual([]);
  });

  it("refuse a domain that no zone holds", () => {
    expect(problemsOf(stacks({ qa: { domain: "qa.acme.com" } }))).toEqual([
      { path: "urr:stacks.qa.domain", message: "lies in no zone of urr:dns.zones", example: "qa.acme.kr" },
    ]);
    expect(problemsOf(stacks({ qa: { domain: "notacme.kr" } }))).toHaveLength(1);
  });

  it("refuse a state bucket among a stack's own, and two stacks with one domain", () => {
    expect(problemsOf({ "urr:state": { bucket: "urr-qa-state" } })).toMatchObject([
      { path: "urr:state.bucket", message: expect.stringContaining("names of qa") as string },
    ]);
    expect(problemsOf(stacks({ qa: { domain: "acme.kr" }, perf: { domain: "acme.kr" } }))).toMatchObject([
      { path: "urr:stacks.perf.domain", example: "perf.acme.kr" },
    ]);
  });

  it("refuse more stacks than the key of their secrets has room for", () => {
    const many = (count: number) =>
      stacks(Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${String(index)}x`, {}])));
    expect(problemsOf(many(49))).toEqual([]);
    expect(pathsOf(many(50))).toEqual(["urr:stacks"]);
  });

  it("want both of GitHub's numbers or neither", () => {
    expect(pathsOf({ "urr:github": { repository: "acme/tickets", ownerId: 1 } })).toEqual([
      "urr:github.repositoryId",
    ]);
  });

  it("name every mistake at once: STA-21", () => {
    expect(
      pathsOf({
        "aws:region": "Seoul",
        "urr:account": { id: 123456789012, alias: "-acme-" },
        "urr:state": { bucket: "A", oldVersionDays: 0 },
        "urr:dns": { zones: { "https://acme.kr": {} } },
        "urr:github": { repository: "acme" },
        "urr:stack": {},
      }).toSorted(),
    ).toEqual([
      "aws:region",
      "urr:account.alias",
      "urr:account.id",
      "urr:dns.zones.https://acme.kr",
      "urr:github.repository",
      "urr:stack",
      "urr:state.bucket",
      "urr:state.oldVersionDays",
    ]);
  });
});

describe("a deployment of bootstrap", () => {
  const account = { "urr:account": { id: "123456789012" } };

  it("takes a file that names account, repository and numbers", () => {
    expect(problemsOf(account, "deployment")).toEqual([]);
  });

  it("refuses reserved domains, the example's repository, and what a preview may leave open", () => {
    const open = {
      "urr:dns": { zones: { "urr.example.com": {} } },
      "urr:github": { repository: "example-org/urr-infrastructure" },
      "urr:stacks": { qa: {} },
    };
    expect(pathsOf(open, "deployment")).toEqual([
      "urr:account.id",
      "urr:dns.zones.urr.example.com",
      "urr:github.repository",
      "urr:github.ownerId",
      "urr:github.repositoryId",
    ]);
    expect(problemsOf(open)).toEqual([]);
  });

  it("wants somebody to tell where a zone is signed", () => {
    const signed = { ...account, "urr:dns": { zones: { "acme.kr": { dnssec: true } } } };
    expect(pathsOf(signed, "deployment")).toEqual(["urr:account.alarmEmail"]);
  });
});
