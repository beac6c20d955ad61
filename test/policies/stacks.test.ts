import { describe, expect, it } from "vitest";
import { exceptionFor } from "../../policies/exception";
import { exceptions } from "../../policies/exceptions";
import { isMandatory } from "../../policies/judge";
import { environments, stacks } from "../support/stacks";
import {
  inWords,
  judgedEnvironment,
  judgedStack,
  withArgoCd,
  withLambdaEdge,
  withOperatorSecrets,
} from "./judged-stacks";

const mandatory = ({ findings, protect }: Awaited<ReturnType<typeof judgedStack>>) =>
  inWords(findings.filter((finding) => isMandatory(finding, { protect })));

const of = (policy: string, { findings }: Awaited<ReturnType<typeof judgedStack>>) =>
  findings.filter((finding) => finding.policy === policy);

describe.each(stacks)("the stack %s", (stack) => {
  it("has no finding that forbids its deployment", async () => {
    expect(mandatory(await judgedStack(stack))).toEqual([]);
  });
});

describe.each(environments)("the environment %s", (environment) => {
  it("has none either once the operator's secrets are set", async () => {
    const judged = await judgedEnvironment(environment, withOperatorSecrets);
    expect(judged.resources.map(({ type }) => type)).toContain("aws:secretsmanager/secret:Secret");
    expect(mandatory(judged)).toEqual([]);
  });
});

describe("production with the gate at Lambda@Edge, before a site of files", () => {
  it("has none either: EDG-20, ENV-12", async () => {
    const judged = await judgedEnvironment("prod", withLambdaEdge);
    const names = judged.resources.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["edge-cdn-viewer-files-function"]));
    expect(mandatory(judged)).toEqual([]);
  });
});

describe.each(environments)("%s, where Argo CD brings the services", (environment) => {
  it("has none either: KCON-46", async () => {
    const judged = await judgedEnvironment(environment, withArgoCd);
    expect(judged.resources.map(({ name }) => name)).toContain("workloads-delivery-login");
    expect(mandatory(judged)).toEqual([]);
  });
});

describe("the exceptions", () => {
  it("each give a reason, and each accept a finding of some stack", async () => {
    const judged = await Promise.all([
      ...stacks.map((stack) => judgedStack(stack)),
      ...environments.map((environment) => judgedEnvironment(environment, withOperatorSecrets)),
      judgedEnvironment("prod", withLambdaEdge),
      judgedEnvironment("prod", withArgoCd),
    ]);
    const used = new Set(
      judged
        .flatMap(({ findings }) => findings)
        .filter(({ status }) => status === "excepted")
        .map(({ policy, urn }) => exceptionFor(exceptions, policy, urn ?? "")),
    );
    expect(exceptions.filter((exception) => !used.has(exception))).toEqual([]);
    expect(exceptions.filter(({ reason }) => !/^[A-Z].{20,}\.$/.test(reason))).toEqual([]);
  });
});

describe("the settings that weaken a stack", () => {
  it("are found: a way out for the db tier must be excepted first (NET-12, WEA-06)", async () => {
    const judged = await judgedEnvironment("prod", (settings) => ({
      ...settings,
      network: { ...settings.network, zones: ["a", "b", "c"], dbOutbound: true },
    }));
    const found = of("subnets-data-tiers-isolated", judged);
    expect(found.map(({ status, severity }) => [status, severity])).toEqual([
      ["open", "high"],
      ["open", "high"],
      ["open", "high"],
    ]);
    expect(found.every(({ urn }) => urn?.includes("-db-") ?? false)).toBe(true);
  });

  it("are found: one zone only (NET-02)", async () => {
    const judged = await judgedEnvironment("dev", (settings) => ({
      ...settings,
      network: { ...settings.network, zones: ["a"] },
    }));
    expect(of("subnets-tiers-span-zones", judged)).toHaveLength(5);
  });

  it("are found where data is protected: one NAT gateway for all zones (NET-10, NET-11)", async () => {
    const judged = await judgedEnvironment("prod", (settings) => ({
      ...settings,
      network: { ...settings.network, zones: ["a", "b", "c"], nat: "single" },
    }));
    // Two tiers leave through NAT, and two of the three zones lie elsewhere.
    expect(of("nat-in-own-zone", judged)).toHaveLength(4);
    expect(mandatory(judged)).toHaveLength(4);
  });

  it("are found where data is protected: no interface endpoints (NET-20, NET-21, NET-22)", async () => {
    const judged = await judgedEnvironment("prod", (settings) => ({
      ...settings,
      network: { ...settings.network, endpoints: { ...settings.network.endpoints, interface: [] } },
    }));
    expect(of("endpoints-for-nodes", judged)).toHaveLength(3);
  });
});
