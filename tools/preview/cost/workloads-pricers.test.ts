import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { captured } from "../../../test/support/resource";
import { evaluated, stacks } from "../../../test/support/stacks";
import type { Resource } from "../../offline/resource";
import { estimate } from "./estimate";
import type { Usage } from "./lines";

const lines = (resources: readonly Resource[], usage: Usage = {}) =>
  (estimate(resources, usage, "ap-northeast-2") ?? expect.fail("no price book")).items.map(
    ({ what, quantity, monthly }) => [what, quantity, monthly],
  );

const object = (kind: string, inputs: Resource["inputs"] = {}) =>
  captured(`kubernetes:${kind}`, kind, inputs);

const storageClass = (name: string, type: string, isDefault: boolean) =>
  captured("kubernetes:storage.k8s.io/v1:StorageClass", name, {
    metadata: {
      name,
      annotations: isDefault ? { "storageclass.kubernetes.io/is-default-class": "true" } : {},
    },
    parameters: { type },
  });

const gp3 = storageClass("disks", "gp3", true);

describe("an object in the cluster", () => {
  it("costs nothing by itself, whatever its kind", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z.]{1,20}\/v1:[A-Z][a-z]{1,20}$/), (kind) => {
        expect(lines([object(kind, { spec: { replicas: 3, template: {} } })])).toEqual([]);
      }),
    );
  });

  it("costs what is made on AWS for it", () => {
    expect(lines([object("core/v1:Service", { spec: { type: "LoadBalancer" } })])).toEqual([
      ["load balancer of a Service", null, null],
    ]);
    expect(lines([object("core/v1:Service", { spec: { type: "NodePort" } })])).toEqual([]);
    expect(lines([object("gateway.networking.k8s.io/v1:Gateway")])).toContainEqual([
      "load balancer of a Gateway",
      730,
      16.425,
    ]);
    const said = (subnets?: string) => ({
      metadata: {
        annotations: {
          "alb.ingress.kubernetes.io/scheme": "internet-facing",
          ...(subnets === undefined ? {} : { "alb.ingress.kubernetes.io/subnets": subnets }),
        },
      },
    });
    const ingress = object("networking.k8s.io/v1:Ingress", said("subnet-a,subnet-b"));
    expect(lines([ingress], { loadBalancerLcuHours: 100 })).toEqual([
      ["capacity units of an Ingress's load balancer", 100, 0.8],
      ["its public IPv4 addresses, one in every zone", 1_460, 7.3],
      ["load balancer of an Ingress", 730, 16.425],
    ]);
    expect(lines([object("networking.k8s.io/v1:Ingress", said())])).toContainEqual([
      "its public IPv4 addresses, one in every zone",
      ...[null, null],
    ]);
    expect(lines([object("karpenter.sh/v1:NodePool")])).toEqual([
      ["nodes that Karpenter starts as pods need them", null, null],
    ]);
  });
});

describe("an Ingress beside the site's load balancer", () => {
  it("has its part of what is stated for both, and no more than that is counted", () => {
    const balancer = captured("aws:lb/loadBalancer:LoadBalancer", "balancer", { subnets: ["a", "b"] });
    const both = lines([balancer, object("networking.k8s.io/v1:Ingress")], { loadBalancerLcuHours: 100 });
    const units = both.filter(([what]) => String(what).startsWith("capacity units"));
    expect(units.map(([, quantity]) => quantity)).toEqual([50, 50]);
  });
});

describe("traces", () => {
  const collector = (name: string, exporters: Resource["inputs"]) =>
    captured("kubernetes:helm.sh/v3:Release", name, { values: { alternateConfig: { exporters } } });

  it("cost 5 for a million that X-Ray records, whoever of several collectors sends them", () => {
    const both = [collector("a", { awsxray: {} }), collector("b", { "awsxray/slow": {} })];
    expect(lines(both, { xrayMillionTraces: 2 })).toEqual([
      ["traces that X-Ray records", 1, 5],
      ["traces that X-Ray records", 1, 5],
    ]);
  });

  it("cost nothing where they go elsewhere", () => {
    expect(lines([collector("a", { zipkin: {} })], { xrayMillionTraces: 2 })).toEqual([]);
  });
});

describe("Container Insights", () => {
  const addon = (addonName: string, enhanced_container_insights: boolean) =>
    captured("aws:eks/addon:Addon", addonName, {
      addonName,
      configurationValues: JSON.stringify({
        agent: {
          config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights } } } },
        },
      }),
    });
  const group = (name: string) =>
    captured("aws:cloudwatch/logGroup:LogGroup", name, { name, arn: `arn:${name}`, retentionInDays: 30 });

  it("costs by the figures it takes, whose price for the region nobody has confirmed", () => {
    expect(
      lines([addon("amazon-cloudwatch-observability", true)], { insightsMillionObservations: 150 }),
    ).toEqual([["observations of Container Insights", 150, null]]);
  });

  it("is free like any other add-on where it takes none", () => {
    expect(lines([addon("amazon-cloudwatch-observability", false), addon("coredns", true)])).toEqual([]);
  });

  it("has pods' logs share what is stated for them, and does not charge its figures again as logs", () => {
    const written = ["application", "host", "performance"].map(
      (kind) => `/aws/containerinsights/urr-test/${kind}`,
    );
    const groups = [...written, "/aws/rds/one"].map(group);
    expect(lines(groups, { podLogGb: 10, serviceLogGb: 3 })).toEqual([
      ["logs of pods and nodes", 5, 3.8],
      ["logs stored, before compression", 5, 0.157],
      ["logs of pods and nodes", 5, 3.8],
      ["logs stored, before compression", 5, 0.157],
      ["logs written", 3, 2.28],
    ]);
    const figures = group("/aws/containerinsights/urr-test/performance");
    expect(lines([figures], { podLogGb: 10, serviceLogGb: 3 })).toEqual([]);
  });

  it.each(stacks)("has a usage stated for every line of %s", async (stack) => {
    const { resources } = await evaluated(stack);
    const open = lines(resources, { podLogGb: 1, insightsMillionObservations: 1, xrayMillionTraces: 1 });
    const own = /observations|logs of pods|that X-Ray/;
    expect(open.filter(([what, quantity]) => own.test(String(what)) && quantity === null)).toEqual([]);
  });
});

describe("volumes of pods", () => {
  const claim = (gib: string, storageClassName?: string) => ({
    kind: "PersistentVolumeClaim",
    spec: {
      resources: { requests: { storage: gib } },
      ...(storageClassName === undefined ? {} : { storageClassName }),
    },
  });
  const stateful = (replicas: number, ...claims: readonly object[]) =>
    object("apps/v1:StatefulSet", { spec: { replicas, volumeClaimTemplates: claims } });

  it("are one for each pod of a StatefulSet, of the class they name or else of the default", () => {
    const slow = storageClass("slow", "gp2", false);
    expect(lines([gp3, slow, stateful(3, claim("20Gi"), claim("512Mi", "slow"))])).toEqual([
      ["volumes of pods, gp2 × 0.5 GiB", 1.5, 0.171],
      ["volumes of pods, gp3 × 20 GiB", 60, 5.472],
    ]);
  });

  it("are those of claims by themselves", () => {
    expect(lines([gp3, object("core/v1:PersistentVolumeClaim", claim("1Ti"))])).toEqual([
      ["volumes of pods, gp3 × 1024 GiB", 1024, 93.3888],
    ]);
  });

  it("are found in the values of charts, by template and by `persistence`", () => {
    const values = {
      prometheusSpec: { replicas: 2, storageSpec: { volumeClaimTemplate: claim("50Gi") } },
      singleBinary: { replicas: 3, persistence: { enabled: true, size: "20Gi" } },
      grafana: { persistence: { enabled: false, size: "10Gi" } },
    };
    expect(lines([gp3, object("helm.sh/v3:Release", { values })])).toEqual(
      [
        ["volumes of pods, gp3 × 50 GiB", 100, 9.12],
        ["volumes of pods, gp3 × 20 GiB", 60, 5.472],
      ].toSorted(),
    );
  });

  it("stay open where their class or their size is not known, and are never free", () => {
    expect(lines([stateful(1, claim("20Gi"))])).toEqual([
      ["volumes of pods, of a class that is not stated × 20 GiB", 20, null],
    ]);
    expect(lines([gp3, stateful(1, claim("much"))])).toEqual([["volumes of pods, gp3 GiB", null, null]]);
  });
});
