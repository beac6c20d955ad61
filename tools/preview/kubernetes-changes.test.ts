import { describe, expect, it } from "vitest";
import { captured } from "../../test/support/resource";
import { changesBetween } from "./changes";
import type { PreviewResource } from "./document";

const provider = (options: PreviewResource["inputs"] = {}) =>
  captured("pulumi:providers:kubernetes", "kubernetes", { clusterIdentifier: "one", ...options });

const object = (type: string, inputs: PreviewResource["inputs"], by = provider()): PreviewResource =>
  captured(`kubernetes:${type}`, "one", inputs, { provider: `${by.urn}::an-id` });

/** The value under a path such as `spec.selector`. */
const under = (path: string, value: unknown): PreviewResource["inputs"] =>
  path
    .split(".")
    .reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as PreviewResource["inputs"];

const actionOf = (type: string, path: string, from: unknown, to: unknown, by = provider()) =>
  changesBetween([by, object(type, under(path, from))], [by, object(type, under(path, to))])[0]?.action;

describe("a change in the cluster", () => {
  it.each([
    ["networking.k8s.io/v1:NetworkPolicy", "metadata.name", "a", "b"],
    ["argoproj.io/v1alpha1:Rollout", "metadata.namespace", "a", "b"],
    ["apps/v1:Deployment", "spec.selector.matchLabels.app", "a", "b"],
    ["apps/v1:StatefulSet", "spec.volumeClaimTemplates", [{ spec: 20 }], [{ spec: 30 }]],
    ["apps/v1:StatefulSet", "spec.serviceName", "a", "b"],
    ["apps/v1:StatefulSet", "spec.podManagementPolicy", "Parallel", "OrderedReady"],
    ["batch/v1:Job", "spec.template.spec.containers", [{ image: "a" }], [{ image: "b" }]],
    ["core/v1:Service", "spec.clusterIP", "None", undefined],
    ["core/v1:Secret", "type", "Opaque", "kubernetes.io/tls"],
    ["storage.k8s.io/v1:StorageClass", "parameters.type", "gp2", "gp3"],
    ["helm.sh/v3:Release", "name", "a", "b"],
    ["helm.sh/v3:Release", "namespace", "a", "b"],
  ])("makes it anew where Kubernetes cannot change it: %s, %s", (type, path, from, to) => {
    expect(actionOf(type, path, from, to)).toBe("replace");
  });

  it.each([
    ["apps/v1:Deployment", "spec.template.spec.containers", [{ image: "a" }], [{ image: "b" }]],
    ["apps/v1:Deployment", "metadata.labels.team", "a", "b"],
    ["apps/v1:StatefulSet", "spec.replicas", 1, 3],
    ["argoproj.io/v1alpha1:Rollout", "spec.template.spec.containers", [{ image: "a" }], [{ image: "b" }]],
    ["autoscaling/v2:HorizontalPodAutoscaler", "spec.scaleTargetRef.kind", "Deployment", "Rollout"],
    ["core/v1:Service", "spec.type", "ClusterIP", "NodePort"],
    ["networking.k8s.io/v1:NetworkPolicy", "spec.podSelector.matchLabels.app", "a", "b"],
    ["policy/v1:PodDisruptionBudget", "spec.minAvailable", 1, 2],
    ["helm.sh/v3:Release", "version", "1.0.0", "1.1.0"],
    ["helm.sh/v3:Release", "values.name", "a", "b"],
  ])("leaves it where it is otherwise: %s, %s", (type, path, from, to) => {
    expect(actionOf(type, path, from, to)).toBe("update");
  });

  it.each([
    ["core/v1:ConfigMap", "data.KEY", "enableConfigMapMutable"],
    ["core/v1:Secret", "stringData.KEY", "enableSecretMutable"],
  ])("of what pods read makes %s anew, unless its provider may change it: %s, %s", (type, path, option) => {
    const action = (value: unknown) => actionOf(type, path, "a", "b", provider({ [option]: value }));
    expect(action(undefined)).toBe("replace");
    expect(action("false")).toBe("replace");
    expect([action(true), action("true")]).toEqual(["update", "update"]);
  });

  it("of what is never to change makes it anew, whatever its provider may do", () => {
    const by = provider({ enableConfigMapMutable: true });
    const fixed = (data: object) => object("core/v1:ConfigMap", { immutable: true, data }, by);
    expect(changesBetween([by, fixed({ key: "a" })], [by, fixed({ key: "b" })])).toMatchObject([
      { action: "replace" },
    ]);
  });

  it("leaves alone what refers to an object by its name, which the next one has as well", () => {
    const disks = (type: string) =>
      captured("kubernetes:storage.k8s.io/v1:StorageClass", "gp3", { parameters: { type } });
    const store = object("apps/v1:StatefulSet", {
      spec: { volumeClaimTemplates: [{ storageClassName: "gp3" }] },
    });
    const changes = changesBetween([disks("gp2"), store], [disks("gp3"), store]);
    expect(changes.map(({ urn, action }) => [urn.split("::").at(-1), action])).toEqual([["gp3", "replace"]]);
  });

  it("to another cluster makes everything in it anew, and another way to the same one nothing", () => {
    const inside = object("core/v1:Service", { metadata: { name: "a" } });
    const to = (options: PreviewResource["inputs"]) =>
      changesBetween([provider({ kubeconfig: "a" }), inside], [provider(options), inside]).map(
        ({ urn, action }) => [urn.split("::").at(-1), action],
      );
    expect(to({ kubeconfig: "b" })).toEqual([["kubernetes", "update"]]);
    expect(to({ kubeconfig: "b", clusterIdentifier: "two" })).toEqual([
      ["one", "replace"],
      ["kubernetes", "replace"],
    ]);
  });
});
