import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { longestStack } from "../../infra/read-config";
import { nameRules } from "../../policies/name-rules";
import { readProject } from "../project/project-file";
import { withPhysicalName } from "./autonaming";

const topic = { project: "urr", stack: "prod", type: "aws:sns/topic:Topic", name: "alarms", urn: "urn:1" };
const pattern = "${project}-${stack}-${name}-${hex(6)}";

const nameOf = (autonaming: Parameters<typeof withPhysicalName>[0], inputs = {}) =>
  withPhysicalName(autonaming, topic, inputs)["name"];

describe("physical names", () => {
  it("follow the project's pattern", () => {
    expect(nameOf({ pattern })).toMatch(/^urr-prod-alarms-[0-9a-f]{6}$/);
  });

  it("follow the pattern of the provider, and before it that of the type", () => {
    const aws = { pattern: "p-${name}", resources: { [topic.type]: { pattern: "t-${name}" } } };
    expect(nameOf({ pattern, providers: { aws } })).toBe("t-alarms");
    expect(nameOf({ pattern, providers: { aws: { pattern: "p-${name}" } } })).toBe("p-alarms");
    expect(nameOf({ pattern, providers: { kubernetes: { pattern: "k" } } })).toMatch(/^urr-prod/);
  });

  it("have seven digits behind the logical name where there is no pattern", () => {
    expect(nameOf({})).toMatch(/^alarms-[0-9a-f]{7}$/);
  });

  it("are left as the program gives them", () => {
    expect(nameOf({ pattern }, { name: "given" })).toBe("given");
    expect(nameOf({ pattern }, { namePrefix: "given" })).toBeUndefined();
  });

  it("stand in the input that carries the name, and types without a name get none", () => {
    const bucket = withPhysicalName({ pattern }, { ...topic, type: "aws:s3/bucket:Bucket" }, {});
    expect(bucket["bucket"]).toMatch(/^urr-prod-alarms-/);
    expect(withPhysicalName({ pattern }, { ...topic, type: "aws:ec2/route:Route" }, {})).toEqual({});
  });
});

describe("names that the project's own patterns leave the logical name out of", () => {
  const { autonaming, name: project } = readProject(join(__dirname, "..", ".."));
  const stack = "s".repeat(longestStack);
  const types = Object.keys(autonaming.providers?.["aws"]?.resources ?? {});

  it("are those of load balancers, target groups and backups", () => {
    expect(types).toEqual(
      expect.arrayContaining(["aws:lb/loadBalancer:LoadBalancer", "aws:lb/targetGroup:TargetGroup"]),
    );
  });

  it.each(types)("are legal under the longest name of a stack, and tell two apart: ENV-03, %s", (type) => {
    const named = (urn: string) =>
      String(withPhysicalName(autonaming, { project, stack, type, name: urn, urn }, {})["name"]);
    const rule = nameRules[type];
    expect(named("edge-gateway")).toMatch(rule?.legal ?? /^$/);
    expect(named("edge-gateway").length).toBeLessThanOrEqual(rule?.longest ?? 0);
    expect(named("edge-gateway").startsWith(`urr-${stack}-`)).toBe(true);
    expect(named("edge-frontend")).not.toBe(named("edge-gateway"));
  });
});
