import { describe, expect, it } from "vitest";
import { at, servicesOf, servicesOfLaptop } from "../../../test/support/workloads/environment";
import type { Manifest } from "../manifests/manifest";

const byName = (objects: readonly Manifest[], path: string) =>
  Object.fromEntries(objects.map((object) => [object.metadata.name, at(object, path)]));

describe("autoscalers", () => {
  it("are those of gateway, ticket, queue and payment in prod, at 70 % of their CPU: SCL-01…SCL-05, CAP-11, KUS-13", () => {
    const scalers = servicesOf("prod").ofKind("HorizontalPodAutoscaler");
    const bounds = Object.fromEntries(
      scalers.map((one) => [one.metadata.name, [at(one, "spec.minReplicas"), at(one, "spec.maxReplicas")]]),
    );
    expect(bounds).toEqual({
      "gateway-service": [3, 10],
      "ticket-service": [3, 10],
      "queue-service": [3, 8],
      "payment-service": [2, 6],
    });
    for (const { apiVersion, spec } of scalers) {
      expect(apiVersion).toBe("autoscaling/v2");
      expect(at(spec, "metrics")).toEqual([
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
        },
      ]);
    }
  });

  it("add as soon as the load comes, and wait five minutes before they take away: SCL-01", () => {
    const scalers = servicesOf("prod").ofKind("HorizontalPodAutoscaler");
    expect(scalers).not.toEqual([]);
    for (const { spec } of scalers) {
      expect(at(spec, "behavior.scaleUp.stabilizationWindowSeconds")).toBe(0);
      expect(at(spec, "behavior.scaleDown.stabilizationWindowSeconds")).toBe(300);
    }
  });

  it("scale the Rollout where there is one, and else the Deployment: SCL-06, KCON-10", () => {
    const targets = byName(servicesOf("prod").ofKind("HorizontalPodAutoscaler"), "spec.scaleTargetRef");
    expect(targets["ticket-service"]).toEqual({
      ...{ apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", name: "ticket-service" },
    });
    const rolling = servicesOf("prod", (settings) => {
      const blueGreen = { ...settings.workloads.blueGreen, enabled: false };
      return { ...settings, workloads: { ...settings.workloads, blueGreen } };
    });
    expect(
      byName(rolling.ofKind("HorizontalPodAutoscaler"), "spec.scaleTargetRef")["ticket-service"],
    ).toEqual({ apiVersion: "apps/v1", kind: "Deployment", name: "ticket-service" });
  });

  it("decide alone how many pods there are: SCL-24, KCON-45", () => {
    const { objects, ofKind } = servicesOf("prod");
    const scaled = ofKind("HorizontalPodAutoscaler").map(({ metadata }) => metadata.name);
    for (const one of objects.filter(({ kind }) => kind === "Rollout" || kind === "Deployment")) {
      const replicas = at(one, "spec.replicas");
      expect(replicas === undefined, one.metadata.name).toBe(scaled.includes(one.metadata.name));
    }
  });

  it("are given to further services by the stack file: SCL-10, WEA-04, WKN-04", () => {
    const { ofKind } = servicesOf("prod", (settings) => {
      const own = settings.workloads.services["catalog-service"];
      const catalog = { ...(own ?? quiet), autoscaling: { min: 2, max: 4, cpuPercent: 60 } };
      const services = { ...settings.workloads.services, "catalog-service": catalog };
      return { ...settings, workloads: { ...settings.workloads, services } };
    });
    expect(byName(ofKind("HorizontalPodAutoscaler"), "spec.maxReplicas")).toMatchObject({
      "catalog-service": 4,
    });
  });

  it("are nowhere but in prod: SCL-11, KUS-13", () => {
    const laptop = servicesOfLaptop({ autoscaling: false });
    for (const { ofKind } of [servicesOf("dev"), servicesOf("staging"), laptop]) {
      expect(ofKind("HorizontalPodAutoscaler")).toEqual([]);
    }
  });
});

/** What a stack file says of a service of which it says nothing. */
const quiet = {
  ...{ enabled: true, calls: [], internet: false, resources: {}, variables: {} },
};

describe("pods", () => {
  it("are as many as the reference has in prod: SCL-07, CAP-12, KUS-12, GAP-01", () => {
    const { workloads } = servicesOf("prod");
    const counts = Object.fromEntries(workloads.map(({ name, replicas }) => [name, replicas]));
    expect(counts).toEqual({
      ...{ "gateway-service": 3, "ticket-service": 3, "queue-service": 3, "payment-service": 2 },
      ...{ "auth-service": 2, "stats-service": 2, "community-service": 2, frontend: 2 },
      // The reference leaves it at one, which a drained node would take away.
      "catalog-service": 2,
    });
  });

  it("are two of each in staging, and one of each in dev and on a laptop: GAP-01, KUS-12", () => {
    const replicas = ({ ofKind }: ReturnType<typeof servicesOf>) =>
      new Set(ofKind("Deployment").map((one) => at(one, "spec.replicas")));
    expect(replicas(servicesOf("staging"))).toEqual(new Set([2]));
    expect(replicas(servicesOf("dev"))).toEqual(new Set([1]));
    expect(
      replicas(servicesOfLaptop({ replicas: 1, autoscaling: false, blueGreen: { enabled: false } })),
    ).toEqual(new Set([1]));
  });
});

describe("disruption budgets", () => {
  it("leave one pod of every service in prod, catalog among them: SCL-08, SCL-09, KUS-14, KCON-14, WEA-04, WKN-04", () => {
    const budgets = servicesOf("prod").ofKind("PodDisruptionBudget");
    const rolling = { minAvailable: 1 };
    const twoVersions = { maxUnavailable: 1 };
    const expected = {
      ...{ "gateway-service-pdb": twoVersions, "ticket-service-pdb": twoVersions },
      ...{ "queue-service-pdb": twoVersions, "payment-service-pdb": twoVersions },
      ...{ "auth-service-pdb": rolling, "stats-service-pdb": rolling, "catalog-service-pdb": rolling },
      ...{ "community-service-pdb": rolling, "frontend-pdb": rolling },
    };
    expect(budgets.map(({ metadata }) => metadata.name).toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const { metadata, spec } of budgets) {
      expect(spec, metadata.name).toMatchObject(expected[metadata.name as keyof typeof expected]);
    }
  });

  it("are nowhere else, and never there for a single pod: KUS-14", () => {
    for (const environment of ["dev", "staging"]) {
      expect(servicesOf(environment).ofKind("PodDisruptionBudget")).toEqual([]);
    }
    const alone = servicesOf("dev", (settings) => ({
      ...settings,
      workloads: { ...settings.workloads, disruptionBudgets: true },
    }));
    expect(alone.ofKind("PodDisruptionBudget")).toEqual([]);
  });
});
