import { describe, expect, it } from "vitest";
import { captured } from "../../test/support/resource";
import { changeFindings } from "./change-findings";
import { changesBetween } from "./changes";
import type { PreviewResource } from "./document";

const object = (type: string, name: string, inputs: PreviewResource["inputs"] = {}): PreviewResource =>
  captured(`kubernetes:${type}`, `${type}-${name}`, {
    ...inputs,
    metadata: { name, namespace: "urr", ...(inputs["metadata"] as object | undefined) },
  });

const said = (from: readonly PreviewResource[], to: readonly PreviewResource[]) =>
  changeFindings(changesBetween(from, to), from, to).map(
    ({ policy, severity, path, message }) => `${policy} ${severity} ${path ?? "-"}: ${message}`,
  );

describe("a store in the cluster", () => {
  const store = (whenDeleted: string, gib: number, metadata: object = {}) =>
    object("apps/v1:StatefulSet", "postgres", {
      metadata,
      spec: {
        persistentVolumeClaimRetentionPolicy: { whenDeleted },
        volumeClaimTemplates: [{ spec: { resources: { requests: { storage: `${String(gib)}Gi` } } } }],
      },
    });

  it("loses its volumes as it is made anew or goes, where they go with it", () => {
    expect(said([store("Delete", 8)], [store("Delete", 20)])).toEqual([
      expect.stringMatching(/^change-keeps-data high spec.volumeClaimTemplates.*volumes go with it$/),
    ]);
    expect(said([store("Delete", 8)], [])).toEqual([
      "change-keeps-data high -: is deleted, and its volumes go with it",
    ]);
  });

  it("is judged by what it was, since that is what goes", () => {
    expect(said([store("Delete", 8)], [store("Retain", 20)])).toEqual([
      expect.stringContaining("volumes go with it"),
    ]);
  });

  it("keeps its volumes otherwise, which are then no larger than they were", () => {
    expect(said([store("Retain", 8)], [store("Retain", 20)])).toEqual([
      expect.stringMatching(/^change-takes-effect medium spec.volumeClaimTemplates.*stay as they were/),
    ]);
    expect(said([store("Retain", 8)], [])).toEqual([]);
  });

  it("leaves them behind where it moves", () => {
    expect(said([store("Retain", 8)], [store("Retain", 8, { namespace: "other" })])).toEqual([
      expect.stringMatching(/^change-keeps-data high metadata.namespace: .*stay behind/),
    ]);
  });

  it("is a chart with volumes as well, and none without", () => {
    const chart = (persistence: object) =>
      captured("kubernetes:helm.sh/v3:Release", "loki", { values: { persistence } });
    expect(said([chart({ enabled: true, size: "20Gi" })], [])).toEqual([
      expect.stringMatching(/^change-keeps-data medium -: is deleted, and figures or logs/),
    ]);
    expect(said([chart({ enabled: false })], [])).toEqual([]);
  });
});

describe("an object that is made anew", () => {
  it("is away meanwhile where it keeps its name", () => {
    const config = (value: string) => object("core/v1:ConfigMap", "config", { data: { KEY: value } });
    expect(said([config("a")], [config("b")])).toEqual([
      expect.stringMatching(/^change-keeps-running medium data.KEY: .*nobody finds it meanwhile$/),
    ]);
  });

  it("is not where it gets another one, and a Job is run again that way", () => {
    const named = (name: string) => object("core/v1:ConfigMap", "config", { metadata: { name } });
    expect(said([named("config-a")], [named("config-b")])).toEqual([]);
    const job = (image: string) => object("batch/v1:Job", "set-up", { spec: { template: { image } } });
    expect(said([job("a")], [job("b")])).toEqual([]);
  });
});

describe("a service", () => {
  const [deployment, rollout, application] = [
    object("apps/v1:Deployment", "gateway"),
    object("argoproj.io/v1alpha1:Rollout", "gateway"),
    object("argoproj.io/v1alpha1:Application", "urr"),
  ];

  it("stands still while it goes over to blue/green, and back", () => {
    expect(said([deployment], [rollout])).toEqual([
      expect.stringMatching(/^change-keeps-running high -: is deleted as soon as its Rollout/),
    ]);
    expect(said([rollout], [deployment])).toEqual([
      expect.stringMatching(/^change-keeps-running high -: .*until Argo Rollouts lets go/),
    ]);
  });

  it("does not for another one that comes or goes", () => {
    const other = object("argoproj.io/v1alpha1:Rollout", "payment");
    expect(said([deployment], [other])).toEqual([]);
    expect(said([deployment], [])).toEqual([]);
  });

  it("is deleted under Argo CD where that takes it over, and there already where it gives it back", () => {
    expect(said([deployment], [application])).toEqual([
      expect.stringMatching(/^change-keeps-running high -: is deleted under Argo CD.*state delete/),
    ]);
    expect(said([application], [deployment])).toEqual([
      expect.stringMatching(/^change-keeps-running high -: is there already.*finalizer/),
    ]);
  });
});

describe("a change that the cluster does not take", () => {
  const changing = (type: string, path: string, from: unknown, to: unknown) => {
    const [before, after] = [from, to].map((value) =>
      captured(
        `kubernetes:${type}`,
        "one",
        path
          .split(".")
          .reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as PreviewResource["inputs"],
      ),
    );
    return said([before ?? expect.fail()], [after ?? expect.fail()]);
  };

  it.each([
    [
      "core/v1:PersistentVolumeClaim",
      "spec.resources.requests.storage",
      "20Gi",
      "512Mi",
      "shrinks no volume",
    ],
    [
      "elbv2.k8s.aws/v1beta1:TargetGroupBinding",
      "spec.targetGroupARN",
      "arn:a",
      "arn:b",
      "controller refuses",
    ],
    ["elbv2.k8s.aws/v1beta1:TargetGroupBinding", "spec.targetType", "ip", "instance", "controller refuses"],
    ["helm.sh/v3:Release", "namespace", "a", "b", "cluster-wide"],
    ["karpenter.sh/v1:NodePool", "spec.template.spec.nodeClassRef.kind", "A", "B", "is fixed"],
    ["storage.k8s.io/v1:StorageClass", "reclaimPolicy", "Delete", "Retain", "is fixed"],
  ])("is told: %s, %s from %s to %s", (type, path, from, to, reason) => {
    expect(changing(type, path, from, to)).toEqual([
      expect.stringMatching(new RegExp(`^change-cluster-takes high ${path}: .*${reason}`)),
    ]);
  });

  it.each([
    ["core/v1:PersistentVolumeClaim", "spec.resources.requests.storage", "512Mi", "20Gi"],
    ["elbv2.k8s.aws/v1beta1:TargetGroupBinding", "spec.serviceRef.port", 3001, 3002],
    ["storage.k8s.io/v1:StorageClass", "allowVolumeExpansion", false, true],
    ["helm.sh/v3:Release", "version", "1", "2"],
  ])("is none that it takes: %s, %s from %s to %s", (type, path, from, to) => {
    expect(changing(type, path, from, to)).toEqual([]);
  });

  it("follows from another target group, as another port of its nodes makes one", () => {
    const group = (port: number) => captured("aws:lb/targetGroup:TargetGroup", "arn:group", { port });
    const binding = object("elbv2.k8s.aws/v1beta1:TargetGroupBinding", "gateway", {
      spec: { targetGroupARN: "arn:group" },
    });
    expect(said([group(30_000), binding], [group(30_001), binding])).toEqual([
      expect.stringMatching(/^change-cluster-takes high spec.targetGroupARN/),
    ]);
    const anew = { ...binding, replaceOnChanges: ["spec.targetGroupARN"] };
    expect(said([group(30_000), anew], [group(30_001), anew])).toEqual([
      expect.stringMatching(/^change-keeps-running medium spec.targetGroupARN/),
    ]);
  });
});
