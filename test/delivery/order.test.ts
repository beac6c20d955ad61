import { describe, expect, it } from "vitest";
import type { Resource } from "../../tools/offline/resource";
import { orderOf } from "../support/order";
import { environments } from "../support/stacks";
import { byArgoCd, evaluatedWith } from "./by-argo-cd";

const rootType = "kubernetes:argoproj.io/v1alpha1:Application";

async function delivered(stack: string) {
  const { resources } = await evaluatedWith(stack, byArgoCd({ credentials: true }));
  const [root] = resources.filter(({ type }) => type === rootType);
  if (root === undefined) throw new Error(`${stack} has no Application`);
  return { resources, root, before: orderOf(resources)(root) };
}

const isIn = (namespace: string) => (resource: Resource) =>
  (resource.inputs["metadata"] as { readonly namespace?: string } | undefined)?.namespace === namespace;

describe.each(environments)("the Application that brings all others to %s", (stack) => {
  it("comes when all is there that services stand on, and goes before any of it", async () => {
    const { before, resources, root } = await delivered(stack);
    const [place] = resources.filter(({ name }) => name === "workloads-app-namespace");
    const { name: namespace } = place?.inputs["metadata"] as { readonly name: string };
    const standsOn = resources.filter(
      (resource) => resource.type.startsWith("kubernetes:") && isIn(namespace)(resource),
    );
    expect(standsOn.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        "kubernetes:batch/v1:Job",
        "kubernetes:core/v1:ConfigMap",
        "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding",
        "kubernetes:external-secrets.io/v1:ExternalSecret",
      ]),
    );
    const associations = resources.filter(
      ({ inputs, type }) =>
        type === "aws:eks/podIdentityAssociation:PodIdentityAssociation" && inputs["namespace"] === namespace,
    );
    expect(associations.length).toBeGreaterThan(0);
    const late = [...standsOn, ...associations].filter(
      (resource) => resource !== root && !before.has(resource),
    );
    expect(late.map(({ name }) => name)).toEqual([]);
  });

  it("goes while controllers still run, which take its services' pods and targets away", async () => {
    const { before, resources } = await delivered(stack);
    const running = resources.filter(({ inputs, type }) => {
      const names = ["argocd", "argo-rollouts", "aws-load-balancer-controller", "external-secrets"];
      return type === "kubernetes:helm.sh/v3:Release" && names.includes(String(inputs["name"]));
    });
    expect(running.length).toBeGreaterThanOrEqual(3);
    expect(running.filter((release) => !before.has(release)).map(({ name }) => name)).toEqual([]);
  });

  it("is really deleted, where all else of Argo CD may end with the cluster", async () => {
    const { resources, root } = await delivered(stack);
    expect(root.deletedWith).toBeNull();
    const projects = resources.filter(({ type }) => type === "kubernetes:argoproj.io/v1alpha1:AppProject");
    expect(projects.map(({ deletedWith }) => deletedWith === null)).toEqual([false, false]);
  });

  it("signs in to its repository where it is told to, once secrets are read: its namespace may ask for that one", async () => {
    const { before, resources } = await delivered(stack);
    const login = resources.find(({ name }) => name === "workloads-delivery-credentials");
    expect(login?.inputs["metadata"]).toMatchObject({ namespace: "argocd" });
    expect([...before]).toContain(login);
    const secret = resources.find(({ name }) => name === "workloads-delivery-login");
    expect(login?.inputs).toMatchObject({
      spec: { dataFrom: [{ extract: { key: secret?.inputs["name"] } }] },
    });
    expect(secret?.inputs["name"]).toMatch(/\/argocd-repository$/);
    const store = resources.find(({ name }) => name === "workloads-base-secret-store");
    const { spec } = store?.inputs as { readonly spec: { readonly conditions: readonly object[] } };
    expect(spec.conditions).toMatchObject([{ namespaces: expect.arrayContaining(["argocd"]) as unknown }]);
    const without = await evaluatedWith(stack, byArgoCd());
    expect(without.resources.map(({ name }) => name)).not.toContain("workloads-delivery-credentials");
    expect(
      without.resources.find(({ name }) => name === "workloads-base-secret-store")?.inputs,
    ).not.toMatchObject({
      spec: { conditions: [{ namespaces: expect.arrayContaining(["argocd"]) as unknown }] },
    });
  });
});
