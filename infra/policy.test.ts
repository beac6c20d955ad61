import type * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { statefulProtectedTogether } from "../policies/governance";
import { statefulTypes, stackPolicy } from "./policy";

type Environment = Parameters<typeof stackPolicy>[0];

const apply = ({ transformation }: ReturnType<typeof stackPolicy>, type: string, name: string) =>
  transformation({
    resource: Object.create(null) as pulumi.Resource,
    type,
    name,
    props: { tags: {} },
    opts: {},
  });

const applied = (environment: Environment, type: string, name: string) =>
  apply(stackPolicy(environment), type, name);

describe("the policy of a stack", () => {
  it("protects what holds data, and only where the stack file says so", () => {
    for (const type of statefulTypes) {
      expect(applied({ protect: true, names: {} }, type, "x")?.opts.protect).toBe(true);
      expect(applied({ protect: false, names: {} }, type, "x")?.opts.protect).toBeUndefined();
    }
    expect(applied({ protect: true, names: {} }, "aws:ec2/subnet:Subnet", "x")?.opts.protect).toBeUndefined();
  });

  it("protects the types that the guard rails ask to be protected together", () => {
    expect(statefulTypes).toEqual(new Set(statefulProtectedTogether.appliesTo));
  });

  it("puts an operator's name into the input that carries the name", () => {
    const environment = { protect: false, names: { archive: "my-logs", topic: "my-alarms" } };
    expect(applied(environment, "aws:s3/bucket:Bucket", "archive")?.props).toEqual({
      tags: {},
      bucket: "my-logs",
    });
    expect(applied(environment, "aws:sns/topic:Topic", "topic")?.props).toEqual({
      tags: {},
      name: "my-alarms",
    });
    expect(applied(environment, "aws:sns/topic:Topic", "other")?.props).toEqual({ tags: {} });
  });

  it("leaves resources alone that have no name, and tells which names nobody took", () => {
    const policy = stackPolicy({ protect: false, names: { key: "my-key", topic: "my-alarms" } });
    expect(apply(policy, "aws:kms/key:Key", "key")?.props).toEqual({ tags: {} });
    apply(policy, "aws:sns/topic:Topic", "topic");
    expect(policy.unusedNames()).toEqual(["key"]);
  });
});
