import * as aws from "@pulumi/aws";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allPolicies } from "./all";
import { toJudged } from "./example";
import { exceptionFor } from "./exception";
import { isMandatory, judge, notApplicableReason, violationsOf } from "./judge";
import type { Judged, Policy } from "./policy";
import strict from "./strict.json";

const tokens: readonly string[] = [
  ...new Set(allPolicies.flatMap(({ appliesTo }) => (appliesTo === "every type" ? [] : appliesTo))),
];

describe("the list of policies", () => {
  it("gives every policy an id of its own, in kebab case", () => {
    const ids = allPolicies.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id))).toEqual([]);
  });

  it("names types that the provider has", () => {
    const modules = aws as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    const unknownTypes = tokens
      .filter((token) => token !== "pulumi:providers:aws" && !token.startsWith("kubernetes:"))
      .filter((token) => {
        const [, module = "", name = ""] = /^aws:([a-z0-9]+)\/\w+:(\w+)$/.exec(token) ?? [];
        const type = modules[module]?.[name] as { readonly __pulumiType?: string } | undefined;
        return type?.__pulumiType !== token;
      });
    expect(unknownTypes).toEqual([]);
  });

  it("makes exactly the policies of medium severity stricter for stacks that protect their data", () => {
    const medium = allPolicies.filter(({ severity }) => severity === "medium").map(({ id }) => id);
    expect(strict).toEqual(Object.fromEntries(medium.map((id) => [id, "mandatory"])));
  });
});

describe.each(allPolicies.map((policy) => [policy.id, policy] as const))("%s", (_, policy) => {
  it("names the controls it carries out, in one sentence", () => {
    expect(policy.controls).not.toEqual([]);
    expect(policy.requirement).toMatch(/^[A-Z].+\.$/);
  });

  it.each(policy.violatedBy.map((resources, index) => [index + 1, resources] as const))(
    "reports its failing example %i, at a resource of the example",
    (_number, resources) => {
      const judged = toJudged(resources);
      const found = violationsOf(policy, judged);
      expect(notApplicableReason(policy, judged)).toBeUndefined();
      expect(found).not.toEqual([]);
      expect(judged.map(({ urn }) => urn)).toEqual(expect.arrayContaining(found.map(({ urn }) => urn)));
    },
  );

  it("has a failing example, and a passing one that it applies to and does not report", () => {
    const judged = toJudged(policy.keptBy);
    expect(policy.violatedBy).not.toEqual([]);
    expect(notApplicableReason(policy, judged)).toBeUndefined();
    expect(violationsOf(policy, judged)).toEqual([]);
  });

  it("never throws, whatever the properties are", () => {
    fc.assert(
      fc.property(resourcesFor(policy), (resources) => {
        expect(Array.isArray(violationsOf(policy, resources))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

/** Resources of the types in the policy's examples, with those properties, but of any value and any of them missing. */
function resourcesFor(policy: Policy): fc.Arbitrary<readonly Judged[]> {
  const examples = [...policy.violatedBy.flat(), ...policy.keptBy];
  const anything = fc.anything({ maxDepth: 3, withNullPrototype: true });
  return fc
    .array(
      fc.constantFrom(...examples).chain((one) => {
        const values = Object.fromEntries(
          Object.entries(one.props).map(([key, value]) => [
            key,
            fc.oneof(fc.constant(value), scrambled(value), anything),
          ]),
        );
        return fc.record(values, { requiredKeys: [] }).map((props) => ({ ...one, props }));
      }),
      { maxLength: 5 },
    )
    .map(toJudged);
}

/** The value with one part of it replaced by anything. */
function scrambled(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== "object" || value === null) return fc.anything({ maxDepth: 1 });
  const keys = Object.keys(value);
  if (keys.length === 0) return fc.anything({ maxDepth: 1 });
  return fc
    .tuple(fc.constantFrom(...keys), fc.anything({ maxDepth: 2 }))
    .map(([key, replacement]): unknown => {
      const copy: unknown = structuredClone(value);
      (copy as Record<string, unknown>)[key] = replacement;
      return copy;
    });
}

const [policyA, policyB] = allPolicies as readonly [Policy, Policy, ...Policy[]];
const urnOf = (type: string, name: string) => `urn:pulumi:dev::urr::urr:network:Network$${type}::${name}`;

describe("judging a stack", () => {
  const broken = toJudged(policyA.violatedBy[0] ?? []);

  it("reports a violation as open, with the policy's severity and where it is", () => {
    expect(judge(broken, [policyA], [])).toEqual([
      expect.objectContaining({
        policy: policyA.id,
        severity: policyA.severity,
        status: "open",
        reason: null,
        urn: broken[0]?.urn,
      }),
    ]);
  });

  it("keeps a violation that is excepted, and says why it is accepted", () => {
    const exception = { policy: policyA.id, name: "example-*", reason: "Because." };
    expect(judge(broken, [policyA], [exception])).toEqual([
      expect.objectContaining({ policy: policyA.id, status: "excepted", reason: "Because." }),
    ]);
  });

  it("reports a policy without a subject as not applicable, never as passed", () => {
    expect(judge([], [policyA], [])).toEqual([
      expect.objectContaining({
        policy: policyA.id,
        urn: null,
        status: "notApplicable",
        reason: "no resource of type aws:ec2/vpc:Vpc",
      }),
    ]);
  });

  it("leaves out what is asked of protected stacks only, and says so", () => {
    const asked = allPolicies.find(({ id }) => id === "nat-in-own-zone");
    const found = judge(
      toJudged(asked?.keptBy.map((one) => ({ ...one, protect: false })) ?? []),
      asked === undefined ? [] : [asked],
      [],
    );
    expect(found).toEqual([
      expect.objectContaining({ status: "notApplicable", reason: "asked of protected stacks only" }),
    ]);
  });

  it("sorts by policy, then by URN", () => {
    const judged = toJudged([...policyB.violatedBy.flat(), ...policyA.violatedBy.flat()]);
    const keys = judge(judged, allPolicies, []).map(({ policy, urn }) => `${policy} ${urn ?? ""}`);
    expect(keys.length).toBeGreaterThan(allPolicies.length / 2);
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  });
});

describe("what is mandatory", () => {
  const cases = [
    ["critical", "open", false, true],
    ["high", "open", false, true],
    ["medium", "open", false, false],
    ["medium", "open", true, true],
    ["low", "open", true, false],
    ["info", "open", true, false],
    ["critical", "excepted", true, false],
    ["high", "notApplicable", true, false],
  ] as const;
  it.each(cases)("%s and %s, protected %s: %s", (severity, status, protect, expected) => {
    expect(isMandatory({ severity, status }, { protect })).toBe(expected);
  });
});

describe("an exception", () => {
  const exception = { policy: "p", type: "aws:ec2/subnet:Subnet", name: "vpc-public-*", reason: "r" };
  it.each([
    ["the policy, type and name", "p", urnOf("aws:ec2/subnet:Subnet", "vpc-public-1"), true],
    ["not another policy", "q", urnOf("aws:ec2/subnet:Subnet", "vpc-public-1"), false],
    ["not another type", "p", urnOf("aws:ec2/route:Route", "vpc-public-1"), false],
    ["not a longer name", "p", urnOf("aws:ec2/subnet:Subnet", "my-vpc-public-1"), false],
    ["not what a dot would match in a pattern", "p", urnOf("aws:ec2/subnet:Subnet", "vpc-app-1"), false],
  ])("covers %s", (_, policy, urn, expected) => {
    expect(exceptionFor([exception], policy, urn) !== undefined).toBe(expected);
  });
});
