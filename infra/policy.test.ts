import type * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { statefulTypes, stackPolicy } from "./policy";

const apply = (environment: Parameters<typeof stackPolicy>[0], type: string, name: string) =>
  stackPolicy(environment)({
    resource: Object.create(null) as pulumi.Resource,
    type,
    name,
    props: { tags: {} },
    opts: {},
  });

describe("the policy of a stack", () => {
  it("protects what holds data, and only where the stack file says so", () => {
    for (const type of statefulTypes) {
      expect(apply({ protect: true, names: {} }, type, "x")?.opts.protect).toBe(true);
      expect(apply({ protect: false, names: {} }, type, "x")?.opts.protect).toBeUndefined();
    }
    expect(apply({ protect: true, names: {} }, "aws:ec2/subnet:Subnet", "x")?.opts.protect).toBeUndefined();
  });

  it("puts an operator's name into the input that carries the name", () => {
    const environment = { protect: false, names: { archive: "my-logs", topic: "my-alarms" } };
    expect(apply(environment, "aws:s3/bucket:Bucket", "archive")?.props).toEqual({
      tags: {},
      bucket: "my-logs",
    });
    expect(apply(environment, "aws:sns/topic:Topic", "topic")?.props).toEqual({
      tags: {},
      name: "my-alarms",
    });
    expect(apply(environment, "aws:sns/topic:Topic", "other")?.props).toEqual({ tags: {} });
  });
});
