import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allPolicies } from "../../policies/all";
import { toJudged } from "../../policies/example";
import type { ExampleResource, Judged, Policy } from "../../policies/policy";
import strict from "../../policies/strict.json";
import { judgedStack } from "./judged-stacks";
import { startPolicyHost, type Diagnostic, type Host } from "./policy-host";

/** Values as they go over the wire: without what is undefined, which a message cannot carry. */
const sent = (resources: readonly ExampleResource[]): readonly Judged[] =>
  toJudged(resources).map((resource) => ({
    ...resource,
    props: JSON.parse(JSON.stringify(resource.props)) as Judged["props"],
  }));

let host: Host;
beforeAll(async () => {
  host = await startPolicyHost();
});
afterAll(() => host.stop());

/** What the host finds with one policy, in resources that go over the wire as the engine sends them. */
async function found(policy: Policy, resources: readonly Judged[]): Promise<readonly Diagnostic[]> {
  const diagnostics =
    policy.kind === "stack"
      ? await host.analyzeStack(resources)
      : (await Promise.all(resources.map((resource) => host.analyze(resource)))).flat();
  return diagnostics.filter((diagnostic) => diagnostic.policy === policy.id);
}

/** Needs the marks of secrets, which the engine takes off before a policy runs. */
const blindOnTheEngine = ["secrets-marked-secret"];

describe("Pulumi's policy host", () => {
  it("offers every policy", async () => {
    const info = await host.info();
    expect(info.name).toBe("urr");
    expect(info.supportsconfig).toBe(true);
    expect(info.policiesList.map(({ name, description }) => [name, description])).toEqual(
      allPolicies.map(({ id, requirement }) => [id, requirement]),
    );
  });

  it("reports the failing example of every policy, and stops at critical and high", async () => {
    const levels = await Promise.all(
      allPolicies.map(async (policy) => {
        const diagnostics = await found(policy, sent(policy.violatedBy[0] ?? []));
        return [policy.id, diagnostics.length > 0 ? diagnostics.every((one) => one.mandatory) : "silent"];
      }),
    );
    expect(levels).toEqual(
      allPolicies.map(({ id, severity }) => [
        id,
        blindOnTheEngine.includes(id) ? "silent" : severity === "critical" || severity === "high",
      ]),
    );
  });

  it("says nothing about the passing example of any policy", async () => {
    const all = await Promise.all(allPolicies.map((policy) => found(policy, sent(policy.keptBy))));
    expect(all.flat()).toEqual([]);
  });

  it("stops at medium too, once it is given the strict configuration (ENV-08, STA-25)", async () => {
    const medium = allPolicies.filter(({ severity }) => severity === "medium");
    try {
      await host.configure(strict);
      const all = await Promise.all(medium.map((policy) => found(policy, sent(policy.violatedBy[0] ?? []))));
      expect(all.map((diagnostics) => diagnostics.length > 0)).toEqual(medium.map(() => true));
      expect(all.flat().filter(({ mandatory }) => !mandatory)).toEqual([]);
    } finally {
      await host.configure({});
    }
  });

  it("finds in a whole stack what the offline preview finds: nothing but what is excepted (SEC-06)", async () => {
    const { resources, findings } = await judgedStack("prod");
    const ofStacks = allPolicies.filter(({ kind }) => kind === "stack").map(({ id }) => id);
    const open = findings.filter(({ status, policy }) => status === "open" && ofStacks.includes(policy));
    const diagnostics = await host.analyzeStack(resources);
    expect(diagnostics.map(({ policy, urn }) => [policy, urn])).toEqual(
      open.map(({ policy, urn }) => [policy, urn]),
    );
  });

  it("says that a policy cannot run on a value that is not known yet, and does not stop a preview", async () => {
    const topics = sent([
      {
        type: "aws:sns/topic:Topic",
        name: "alarms",
        props: { kmsMasterKeyId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      },
    ]);
    const encrypted = allPolicies.filter(({ id }) => id === "topics-encrypted");
    const all = await Promise.all(encrypted.map((policy) => found(policy, topics)));
    expect(all.flat().map(({ message, mandatory }) => [message, mandatory])).toEqual([
      [expect.stringContaining("can't run policy 'topics-encrypted'"), false],
    ]);
  });
});
