import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { longestStack } from "../infra/read-config";
import { nameRules } from "../policies/name-rules";
import { types } from "../policies/types";
import { inventoryFileOf, inventoryOf } from "../tools/inventory/inventory";
import { holesIn } from "../policies/holes";
import { stackType, type Resource } from "../tools/offline/resource";
import { unknownValue } from "../tools/offline/wire-values";
import { keepers, unencrypted } from "./support/encryption";
import { environments, evaluated, laptops, projectRoot, stackOf, stacks } from "./support/stacks";

/** The components of each program: what may stand right below the stack, beside the provider. */
const roots: Readonly<Record<string, readonly string[]>> = {
  urr: ["operations", "network", "cluster", "data-tier", "queueing", "edge", "workloads"],
  "urr-bootstrap": ["state", "secrets", "dns", "access", "account"],
};

/** Stacks that are there on AWS, bootstrap among them. */
const stacksOnAws = stacks.filter((stack) => !laptops.includes(stack));

/** A source without the values that it shows for examples. */
const withoutExamples = (source: string) => source.replaceAll(/examples?: (\[[^\]]*\]|"[^"]*")/g, "");

const identity = ({ type, name, parent }: Resource) => `${String(parent)} ${type} ${name}`;

describe.each(stacks)("the stack %s", (stack) => {
  it("runs without a problem", async () => {
    const { problems, resources } = await evaluated(stack);
    expect(problems).toEqual([]);
    expect(resources.length).toBeGreaterThan(10);
  });

  it("gives every resource a parent, and the roots are the components", async () => {
    const { resources } = await evaluated(stack);
    const urns = new Set(resources.map(({ urn }) => urn));
    const below = resources.filter(({ type }) => type !== stackType);
    expect(below.filter(({ parent }) => !urns.has(parent ?? "")).map(({ name }) => name)).toEqual([]);
    const stackUrn = resources.find(({ type }) => type === stackType)?.urn;
    const top = below.filter(
      ({ parent, type }) => parent === stackUrn && !type.startsWith("pulumi:providers:"),
    );
    expect(top.length).toBeGreaterThan(0);
    expect(roots[stackOf(stack).project.name]).toEqual(expect.arrayContaining(top.map(({ name }) => name)));
  });

  it("names every child after its parent and every resource once", async () => {
    const { resources } = await evaluated(stack);
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const packagedName = (resource: Resource | undefined): string =>
      resource?.origin === "derived"
        ? packagedName(byUrn.get(resource.parent ?? ""))
        : (resource?.name ?? "");
    expect(byUrn.size).toBe(resources.length);
    const strays = resources.filter(({ name, parent, origin }) => {
      const above = byUrn.get(parent ?? "");
      // What a packaged component names is its own affair; our part of the name is the component's.
      const prefix =
        above?.type === stackType ? "" : origin === "derived" ? packagedName(above) : `${above?.name ?? ""}-`;
      return above !== undefined && !name.startsWith(prefix);
    });
    expect(strays.map(({ name }) => name)).toEqual([]);
  });

  it("names the same resources in a preview as in an update", async () => {
    const [preview, update] = await Promise.all([evaluated(stack, "preview"), evaluated(stack, "update")]);
    expect(preview.problems).toEqual([]);
    expect(preview.resources.map(identity).toSorted()).toEqual(update.resources.map(identity).toSorted());
  });

  it("sends no value with a hole, and in an update no unknown one", async () => {
    const { resources } = await evaluated(stack);
    for (const { name, inputs } of resources) {
      expect(holesIn(inputs), name).toEqual([]);
      expect(JSON.stringify(inputs), name).not.toContain(unknownValue);
    }
  });

  it("gives automatic names that AWS takes under the longest name of a stack too: ENV-03", async () => {
    const { resources } = await evaluated(stack);
    const { project } = stackOf(stack);
    const automatic = project.name === "urr" ? `urr-${stack}-` : `${project.name}-`;
    const longer = longestStack - stack.length;
    for (const { type, name, inputs } of resources) {
      const rule = nameRules[type];
      const physical = String(inputs[rule?.property ?? ""]);
      if (rule === undefined || !physical.startsWith(`${automatic}${name}-`)) continue;
      expect(physical.length + (project.name === "urr" ? longer : 0), name).toBeLessThanOrEqual(rule.longest);
    }
  });

  it("opens nothing to the whole internet", async () => {
    const { resources } = await evaluated(stack);
    const openings = resources.filter(
      ({ type, inputs }) =>
        /SecurityGroup(Ingress)?(Rule)?$/.test(type) && /0\.0\.0\.0\/0|::\/0/.test(JSON.stringify(inputs)),
    );
    expect(openings.map(({ name }) => name)).toEqual([]);
  });

  it("lets every log group forget: UNS-04", async () => {
    const { resources } = await evaluated(stack);
    const groups = resources.filter(({ type }) => type === types.logGroup);
    for (const { name, inputs } of groups) expect(inputs["retentionInDays"], name).toBeGreaterThan(0);
  });

  it("shows a secret to nobody", async () => {
    const { resources } = await evaluated(stack);
    const shown = resources.filter(({ type }) => type === types.secretVersion);
    for (const { name, secretPaths } of shown) expect(secretPaths, name).toContain("secretString");
  });

  it("hands out no lasting key and opens no SSH: SEC-07, SEC-11", async () => {
    const { resources } = await evaluated(stack);
    const lasting = /^aws:(iam\/(user|accessKey|userLoginProfile)|ec2\/keyPair):/;
    expect(resources.filter(({ type }) => lasting.test(type)).map(({ name }) => name)).toEqual([]);
    const openings = resources.filter(({ type }) => /SecurityGroup(Ingress)?Rule$/.test(type));
    const admitsSsh = ({ inputs: { ipProtocol, fromPort, toPort } }: Resource) =>
      ipProtocol === "-1" || (Number(fromPort) <= 22 && Number(toPort) >= 22);
    expect(openings.filter(admitsSsh).map(({ name }) => name)).toEqual([]);
  });

  it("has the resources that its committed inventory names", async () => {
    const file = join(projectRoot, inventoryFileOf(stack));
    const present = inventoryOf((await evaluated(stack)).resources);
    // An environment that nobody else keeps needs no inventory; the preview says so.
    const committed = existsSync(file) ? readFileSync(file, "utf8") : present;
    expect(present, `${inventoryFileOf(stack)} is not current: \`npm run inventory\` writes it`).toBe(
      committed,
    );
  });
});

describe.each(stacksOnAws)("the stack %s on AWS", (stack) => {
  it("uses the explicit provider for everything on AWS, so that tags and the account guard reach it: ENV-04", async () => {
    const { resources } = await evaluated(stack);
    const provider = resources.find(({ type }) => type === types.awsProvider);
    const reference = `${String(provider?.urn)}::${String(provider?.id)}`;
    const others = resources.filter(
      ({ type, custom, provider: used }) => custom && type.startsWith("aws:") && used !== reference,
    );
    expect(others.map(({ name }) => name)).toEqual([]);
    const { region, tags } = stackOf(stack);
    const sent = JSON.stringify(provider?.inputs);
    expect(sent).toContain(region);
    for (const tag of ["Project", "Environment", "ManagedBy", "CostCenter", "Stack", ...Object.keys(tags)]) {
      expect(sent).toContain(tag);
    }
  });

  it("gives names that AWS takes, for every resource it names: ENV-03", async () => {
    const { resources } = await evaluated(stack);
    const { chosenNames, prefix, project } = stackOf(stack);
    const named = resources.filter(({ type }) => nameRules[type] !== undefined);
    expect(named.length).toBeGreaterThan(2);
    for (const { type, name, inputs } of named) {
      const rule = nameRules[type];
      const physical = String(inputs[rule?.property ?? ""]);
      expect(physical, name).toMatch(rule?.legal ?? /^$/);
      expect(physical.length, name).toBeLessThanOrEqual(rule?.longest ?? 0);
      const automatic = project.name === "urr" ? `urr-${stack}-` : `${project.name}-`;
      const isOurs = physical.includes(prefix) || physical.startsWith(automatic);
      // API Gateway looks for its log under this name and no other.
      const isGiven = /^API-Gateway-Execution-Logs_[a-z0-9]{10}\/live$/.test(physical);
      expect(isOurs || isGiven || chosenNames.includes(physical), name).toBe(true);
    }
  });

  it("encrypts whatever keeps data, from secrets in the cluster to its own state: SEC-05", async () => {
    const { resources } = await evaluated(stack);
    const named = (some: readonly Resource[]) => some.map(({ name }) => name);
    expect(named(unencrypted(resources))).toEqual([]);
    // Nor is anything taken for encrypted that says nothing about it.
    const silent = resources.map((resource) => ({ ...resource, inputs: {} }));
    expect(named(unencrypted(silent))).toEqual(named(keepers(resources)));
    expect(keepers(resources).length).toBeGreaterThan(2);
  });

  it("keeps every password that it makes in Secrets Manager, and shows it nowhere else: SEC-08, WEA-30", async () => {
    const { resources } = await evaluated(stack);
    const passwords = resources.filter(({ type }) => type === "random:index/randomPassword:RandomPassword");
    for (const { name, outputs } of passwords) {
      const holders = resources.filter(({ inputs }) =>
        JSON.stringify(inputs).includes(String(outputs["result"])),
      );
      const kept = holders.filter(({ type }) => type === types.secretVersion);
      expect(kept, name).toHaveLength(1);
      expect(holders.filter(({ secretPaths }) => secretPaths.length === 0).map((one) => one.name)).toEqual(
        [],
      );
    }
  });
});

describe.each(laptops)("the stack %s without AWS", (stack) => {
  it("makes nothing on AWS: ENV-21, LOC-06", async () => {
    const { resources } = await evaluated(stack);
    expect(resources.filter(({ type }) => type.startsWith("aws:")).map(({ name }) => name)).toEqual([]);
    expect(resources.filter(({ type }) => type.startsWith("kubernetes:")).length).toBeGreaterThan(50);
  });

  it("keeps every password that it makes in a Secret of the cluster, and shows it nowhere else", async () => {
    const { resources } = await evaluated(stack);
    const passwords = resources.filter(({ type }) => type === "random:index/randomPassword:RandomPassword");
    expect(passwords.length).toBeGreaterThan(5);
    for (const { name, outputs } of passwords) {
      const holders = resources.filter(({ inputs }) =>
        JSON.stringify(inputs).includes(String(outputs["result"])),
      );
      expect(
        holders.map(({ type }) => type),
        name,
      ).toEqual(["kubernetes:core/v1:Secret"]);
      expect(
        holders.flatMap(({ secretPaths }) => secretPaths),
        name,
      ).not.toEqual([]);
    }
  });
});

describe("the program", () => {
  it("asks nowhere which environment it is: WEA-25", () => {
    const sources = ["infra", "stacks", "components", "bootstrap"].flatMap((folder) =>
      readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
        .map((file) => join(folder, file)),
    );
    expect(sources.length).toBeGreaterThan(20);
    const names = new RegExp(
      `["'\`](${[...environments, "qa", "local", "peak", "economy"].join("|")})["'\`]`,
    );
    const asking = sources.filter((file) =>
      names.test(withoutExamples(readFileSync(join(projectRoot, file), "utf8"))),
    );
    expect(asking).toEqual([]);
  });
});
