import { describe, expect, it } from "vitest";
import { evaluated, stacks } from "../../test/support/stacks";
import { captured } from "../../test/support/resource";
import { objectFindings } from "./object-findings";
import { schemaModules } from "./schemas";
import { mismatches } from "./validators";

const deployment = {
  ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "app", namespace: "urr-spring" } },
  spec: {
    selector: { matchLabels: { app: "app" } },
    template: {
      metadata: { labels: { app: "app" } },
      spec: { containers: [{ name: "app", ports: [{ containerPort: 3001 }] }] },
    },
  },
};
const binding = {
  ...{ apiVersion: "elbv2.k8s.aws/v1beta1", kind: "TargetGroupBinding" },
  metadata: { name: "app", namespace: "urr-spring" },
  spec: { serviceRef: { name: "app", port: 80 }, targetGroupARN: "arn:group", targetType: "ip" },
};
const objectOf = (inputs: Readonly<Record<string, unknown>>, type = "kubernetes:apps/v1:Deployment") =>
  objectFindings([captured(type, "app", inputs)]).map(({ message, path, severity }) => ({
    ...{ message, path, severity },
  }));

describe("objects", () => {
  it.each(stacks)(
    "of the stack %s match the schemas of their kinds, and every kind has one",
    async (stack) => {
      const { resources } = await evaluated(stack);
      expect(objectFindings(resources)).toEqual([]);
    },
  );

  it.each([...schemaModules.keys()])("of the kind %s have a schema that refuses what is none", (kind) => {
    expect(mismatches(kind, { metadata: "none" })).not.toEqual([]);
  });

  it("are told of with the place of what is wrong", () => {
    expect(objectOf(deployment)).toEqual([]);
    expect(objectOf({ ...deployment, spec: { ...deployment.spec, replicas: "3" } })).toEqual([
      { severity: "high", path: "spec.replicas", message: "must be integer" },
    ]);
    expect(objectOf({ ...deployment, spec: { selector: {} } })).toEqual([
      { severity: "high", path: "spec", message: "must have required property template" },
    ]);
  });

  it("of a kind of our own schemas have no other fields than those", () => {
    const type = "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding";
    expect(objectOf(binding, type)).toEqual([]);
    expect(
      objectOf({ ...binding, spec: { ...binding.spec, targetGroupArn: "arn:group" } }, type),
    ).toMatchObject([{ severity: "high", path: "spec" }]);
    expect(objectOf({ ...binding, spec: { ...binding.spec, targetType: "lambda" } }, type)).toMatchObject([
      { path: "spec.targetType" },
    ]);
  });

  it("of a kind that nobody knows are told of", () => {
    expect(
      objectOf({ apiVersion: "k6.io/v1alpha1", kind: "TestRun" }, "kubernetes:k6.io/v1alpha1:TestRun"),
    ).toEqual([
      { severity: "low", path: null, message: "is a k6.io/v1alpha1/TestRun, of which no schema is known" },
    ]);
  });
});
