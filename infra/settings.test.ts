import { describe, expect, it } from "vitest";
import { parseSettings } from "./settings";

const minimal = {
  "aws:region": "ap-northeast-2",
  "urr:environment": { domain: "urr.example.com" },
  "urr:cluster": { api: { publicCidrs: ["198.51.100.0/24"] } },
};

const problemsOf = (config: Record<string, unknown>, stack = "test") =>
  parseSettings({ ...minimal, ...config }, stack).problems ?? [];

const network = (settings: Record<string, unknown>) => problemsOf({ "urr:network": settings });

describe("settings", () => {
  it("of a file with a region and a domain are complete, with defaults fit for production: ENV-01, ENV-05", () => {
    const { settings } = parseSettings(minimal, "prod");
    expect(settings).toMatchObject({
      stack: "prod",
      region: "ap-northeast-2",
      environment: { prefix: "urr-prod", protect: true, names: {} },
      network: {
        cidr: "10.0.0.0/16",
        zones: ["a", "b", "c"],
        profile: "s1",
        nat: "perZone",
        dbOutbound: false,
      },
      operations: { retentionDays: { application: 90, audit: 365, archive: 730 } },
      secrets: [],
    });
  });

  it("tag every environment, and the stack file may add and replace tags: ENV-04", () => {
    const tags = (config: Record<string, unknown>) => parseSettings(config, "dev").settings?.environment.tags;
    expect(tags(minimal)).toEqual({
      Project: "urr",
      Environment: "dev",
      ManagedBy: "pulumi",
      CostCenter: "urr-dev",
      Stack: "dev",
    });
    const more = { domain: "urr.example.com", tags: { CostCenter: "tickets", Team: "platform" } };
    expect(tags({ ...minimal, "urr:environment": more })).toMatchObject({
      CostCenter: "tickets",
      Team: "platform",
    });
  });

  it("keep the tag Stack, by which deploy roles tell environments apart, out of the stack file's hands", () => {
    const environment = { domain: "urr.example.com", tags: { Stack: "prod" } };
    expect(problemsOf({ "urr:environment": environment })).toMatchObject([
      { path: "urr:environment.tags.Stack", message: expect.stringContaining("deploy roles") as string },
    ]);
  });

  it("bound every role by the policy that bootstrap makes for the stack, unless they name another or none", () => {
    const boundary = (permissionsBoundary?: unknown) =>
      parseSettings(
        { ...minimal, "urr:environment": { domain: "urr.example.com", permissionsBoundary } },
        "dev",
      ).settings?.environment.permissionsBoundary;
    expect(boundary()).toBe("urr-bootstrap-boundary-dev");
    expect(boundary("company-boundary")).toBe("company-boundary");
    expect(boundary(false)).toBe(false);
  });

  it("leave the engine's own keys alone", () => {
    expect(problemsOf({ "pulumi:tags": { value: {} } })).toEqual([]);
  });

  it("of a mistyped namespace are not passed over", () => {
    expect(problemsOf({ "ur:network": {}, network: {} })).toMatchObject([
      { path: "ur:network", example: "urr:network" },
      { path: "network", example: "urr:network" },
    ]);
  });

  it("name every mistake at once, with its path, the reason and a good value: STA-21, WEA-02", () => {
    const problems = parseSettings(
      {
        "aws:region": "Seoul",
        "urr:cluster": minimal["urr:cluster"],
        "urr:environment": { prefix: "URR", domain: "https://urr.example.com", protekt: true },
        "urr:network": { cidr: "10.0.1.5/16", zones: ["a", "g"], nat: "many" },
        "urr:netwrok": {},
      },
      "test",
    ).problems;
    expect(problems?.map(({ path }) => path).toSorted()).toEqual([
      "aws:region",
      "urr:environment.domain",
      "urr:environment.prefix",
      "urr:environment.protekt",
      "urr:network.cidr",
      "urr:network.nat",
      "urr:network.zones[1]",
      "urr:netwrok",
    ]);
    for (const { message, example } of problems ?? []) {
      expect(message).not.toBe("");
      expect(example).not.toBe("");
    }
  });

  it("guess what a mistyped name was to be, and list the names where none is near", () => {
    const misspelt = {
      "aws:region": "ap-northeast-2",
      "urr:environment": { domain: "urr.example.com", costCenter: "x" },
      "urr:netwrok": {},
      "urr:cluster": { ...minimal["urr:cluster"], node: {}, addons: { kubeproxy: "v1" } },
      "urr:dataTier": { postgres: { instanceclas: "db.r7g.large" } },
    };
    const examples = (parseSettings(misspelt, "test").problems ?? []).map(({ path, example }) => [
      path,
      example,
    ]);
    expect(Object.fromEntries(examples)).toEqual({
      "urr:netwrok": "urr:network",
      "urr:cluster.node": "nodes",
      "urr:cluster.addons.kubeproxy": "kube-proxy",
      "urr:dataTier.postgres.instanceclas": "instanceClass",
      "urr:environment.costCenter": "prefix",
    });
    const [strange] = problemsOf({ "urr:environment": { domain: "urr.example.com", costCenter: "x" } });
    expect(strange?.message).toMatch(/^is not a setting, as these are: prefix, domain, /);
  });

  it("tell a version that YAML has read as a number", () => {
    expect(problemsOf({ "urr:cluster": { ...minimal["urr:cluster"], version: 1.36 } })).toMatchObject([
      { path: "urr:cluster.version", message: "must be text, in quotes", example: '"1.36"' },
    ]);
  });

  it("say what is required", () => {
    expect(parseSettings({}, "test").problems).toMatchObject([
      { path: "aws:region", message: "is required", example: "ap-northeast-2" },
      { path: "urr:environment", message: "is required" },
      { path: "urr:cluster", message: "is required" },
    ]);
  });

  it("name what a deployment needs together with everything else that is wrong", () => {
    const config = { ...minimal, "urr:network": { nat: "many" } };
    const paths = parseSettings(config, "Feature_42", "deployment").problems?.map(({ path }) => path);
    expect(paths?.toSorted()).toEqual([
      "stack",
      "urr:cluster.api.publicCidrs[0]",
      "urr:environment.accountId",
      "urr:environment.domain",
      "urr:network.nat",
      "urr:operations.alarmEmail",
    ]);
  });

  it("refuse a stack whose name cannot begin names on AWS", () => {
    for (const stack of ["Feature_42", "a.b", "-a", "a--b", "a".repeat(25)]) {
      expect(problemsOf({}, stack), stack).toMatchObject([{ path: "stack", example: "qa-2" }]);
    }
    expect(problemsOf({}, "qa-2")).toEqual([]);
  });

  it("refuse tags that differ by case only, which IAM takes for one", () => {
    const tags = (some: Record<string, string>) =>
      problemsOf({ "urr:environment": { domain: "urr.example.com", tags: some } }).map(({ path }) => path);
    expect(tags({ project: "x" })).toEqual(["urr:environment.tags.project"]);
    expect(tags({ Team: "a", team: "b" })).toHaveLength(2);
    expect(tags({ Project: "x", Team: "a" })).toEqual([]);
  });

  it("know the regions there are", () => {
    expect(problemsOf({ "aws:region": "ap-northeast-9" })).toMatchObject([
      { path: "aws:region", example: "ap-northeast-2" },
    ]);
    expect(problemsOf({ "aws:region": "us-gov-west-1" })).toMatchObject([{ path: "aws:region" }]);
  });

  it("take account ids as text of twelve digits only", () => {
    const account = (accountId: unknown) =>
      problemsOf({ "urr:environment": { domain: "urr.example.com", accountId } }).map(({ path }) => path);
    expect(account("123456789012")).toEqual([]);
    expect(account(123456789012)).toEqual(["urr:environment.accountId"]);
    const unquoted = { domain: "urr.example.com", accountId: 123456789012 };
    expect(problemsOf({ "urr:environment": unquoted })).toMatchObject([{ example: '"123456789012"' }]);
    expect(account("12345678901")).toEqual(["urr:environment.accountId"]);
  });
});

describe("network settings", () => {
  it("refuse a block that is no network, and show the network that was meant", () => {
    expect(network({ cidr: "10.0.1.5/16" })).toEqual([
      {
        path: "urr:network.cidr",
        message: "is an address inside a block, not the block itself",
        example: "10.0.0.0/16",
      },
    ]);
  });

  it("refuse blocks of a size AWS does not take", () => {
    expect(network({ cidr: "10.0.0.0/8" })).toMatchObject([{ path: "urr:network.cidr" }]);
    expect(network({ cidr: "ten" })).toMatchObject([{ path: "urr:network.cidr" }]);
    expect(network({ cidr: "010.000.0.0/16" })).toMatchObject([{ path: "urr:network.cidr" }]);
    for (const cidr of ["0.0.0.0/16", "127.0.0.0/16", "169.254.0.0/16", "224.0.0.0/16", "255.0.0.0/16"]) {
      expect(network({ cidr }), cidr).toMatchObject([
        { message: expect.stringContaining("reserved") as string },
      ]);
    }
  });

  it("refuse a VPC without room for its zones, and say how large it must be", () => {
    expect(network({ cidr: "10.0.0.0/20" })).toMatchObject([
      { path: "urr:network.cidr", message: expect.stringContaining("needs /18") as string },
    ]);
  });

  it("refuse zones outside the tier space, twice the same and none", () => {
    expect(network({ zones: ["g"] })).toMatchObject([{ path: "urr:network.zones[0]" }]);
    expect(network({ zones: ["a", "b", "c", "d", "e", "f", "a"] })).toMatchObject([
      { path: "urr:network.zones" },
    ]);
    expect(network({ zones: ["a", "a"] })).toMatchObject([{ path: "urr:network.zones", example: '["a"]' }]);
    expect(network({ zones: ["a", "a"], nat: "two" }).map(({ path }) => path)).toEqual([
      "urr:network.zones",
      "urr:network.nat",
    ]);
    expect(network({ zones: [] })).toMatchObject([{ path: "urr:network.zones" }]);
  });

  it("refuse further blocks that overlap or that AWS would not associate", () => {
    expect(network({ extraCidrs: ["10.0.128.0/20"] })).toMatchObject([
      { path: "urr:network.extraCidrs[0]", message: "overlaps 10.0.0.0/16", example: "100.64.0.0/16" },
    ]);
    expect(network({ extraCidrs: ["100.64.0.0/16", "100.64.128.0/20"] })).toMatchObject([
      { path: "urr:network.extraCidrs[1]" },
    ]);
    expect(network({ extraCidrs: ["192.168.0.0/16"] })).toMatchObject([
      { message: "cannot be added by AWS to a VPC that has 10.0.0.0/16" },
    ]);
    expect(network({ extraCidrs: ["10.5.0.0/16", "100.64.0.0/16"] })).toEqual([]);
    expect(network({ cidr: "10.4.0.0/16", extraCidrs: ["100.64.0.0/16", "10.5.0.0/16"] })).toEqual([]);
    for (const cidr of ["11.0.0.0/16", "100.64.0.0/16"]) {
      expect(network({ cidr, extraCidrs: ["10.1.0.0/16"] }), cidr).toHaveLength(1);
    }
  });

  it("refuse to go without NAT while an endpoint that nodes need is missing, and name them", () => {
    expect(network({ nat: "none" })).toMatchObject([
      {
        path: "urr:network.nat",
        message: expect.stringContaining("kms, ssm, ssmmessages, ec2messages") as string,
      },
    ]);
    expect(network({ nat: "none", dbOutbound: true }).map(({ path }) => path)).toContain(
      "urr:network.dbOutbound",
    );
  });
});

describe("secrets in a stack file", () => {
  const secure = { secure: "v1:abc:def" };

  it("may be an operator's secret as a key of its own, which is known by its presence only", () => {
    const { settings } = parseSettings({ ...minimal, "urr:discordWebhook": secure }, "test");
    expect(settings?.secrets).toEqual(["discordWebhook"]);
    expect(JSON.stringify(settings)).not.toContain("v1:abc:def");
  });

  it("may stand nowhere else, and each place is named once", () => {
    expect(problemsOf({ "urr:environment": { domain: secure } })).toMatchObject([
      { path: "urr:environment.domain" },
    ]);
    expect(problemsOf({ "urr:network": secure })).toMatchObject([{ path: "urr:network" }]);
    expect(network({ zones: ["a", secure] })).toMatchObject([{ path: "urr:network.zones[1]" }]);
  });

  it("may not be empty, which AWS would refuse in the middle of a deployment", () => {
    const [problem] = problemsOf({ "urr:discordWebhook": { secure: "" } });
    expect(problem?.path).toBe("urr:discordWebhook.secure");
    expect(problem?.message).toContain("empty");
  });

  it("may not stand in clear", () => {
    expect(problemsOf({ "urr:tossClientKey": "live_ck_1" })).toMatchObject([
      { path: "urr:tossClientKey", message: expect.stringContaining("stands in clear") as string },
    ]);
    expect(JSON.stringify(problemsOf({ "urr:tossClientKey": "live_ck_1" }))).not.toContain("live_ck_1");
  });
});
