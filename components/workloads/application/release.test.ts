import { describe, expect, it } from "vitest";
import { at, servicesOf, servicesOfLaptop } from "../../../test/support/workloads/environment";
import type { Manifest } from "../manifests/manifest";

const blueGreen = ["gateway-service", "payment-service", "queue-service", "ticket-service"];
const names = (objects: readonly Manifest[]) => objects.map(({ metadata }) => metadata.name).toSorted();
const one = (objects: readonly Manifest[], kind: string, name: string) => {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found;
};

describe("services deployed blue/green", () => {
  it("are gateway, ticket, payment and queue of prod, each with a preview Service, and no Deployment beside: ROL-02, KCON-11, KCON-47, KUS-15, IFC-08", () => {
    const { ofKind } = servicesOf("prod");
    expect(names(ofKind("Rollout"))).toEqual(blueGreen);
    expect(names(ofKind("Service")).filter((name) => name.endsWith("-preview"))).toEqual(
      blueGreen.map((name) => `${name}-preview`),
    );
    expect(names(ofKind("Deployment"))).toEqual([
      ...["auth-service", "catalog-service", "community-service", "frontend", "stats-service"],
    ]);
  });

  it("are nowhere but in prod, nor is what comes with them: ROL-09, KUS-03, KUS-15", () => {
    for (const { ofKind } of [
      servicesOf("dev"),
      servicesOf("staging"),
      servicesOfLaptop({ blueGreen: { enabled: false } }),
    ]) {
      expect(ofKind("Deployment")).toHaveLength(9);
      expect([...ofKind("Rollout"), ...ofKind("AnalysisTemplate")]).toEqual([]);
      expect(names(ofKind("Service")).filter((name) => name.endsWith("-preview"))).toEqual([]);
    }
  });

  it.each(blueGreen)(
    "have %s switched by a person, after a check, and keep the old version for 30 seconds: ROL-03, ROL-04, ROL-08",
    (name) => {
      const { named, objects } = servicesOf("prod");
      const rollout = one(objects, "Rollout", name);
      expect(at(rollout, "spec.strategy.blueGreen")).toEqual({
        ...{ activeService: name, previewService: `${name}-preview`, autoPromotionEnabled: false },
        scaleDownDelaySeconds: 30,
        prePromotionAnalysis: {
          templates: [{ templateName: "health-check" }],
          args: [
            { name: "service-name", value: `${name}-preview` },
            { name: "port", value: String(named(name).port) },
            { name: "path", value: "/health" },
          ],
        },
      });
    },
  );

  it("share one check: /health five times, ten seconds apart, once wrong at most, right by 200 alone: ROL-05, ROL-06, KUS-16, GAP-06", () => {
    const { ofKind } = servicesOf("prod");
    const [template, ...others] = ofKind("AnalysisTemplate");
    expect(others).toEqual([]);
    const [metric] = at(template, "spec.metrics") as readonly unknown[];
    expect(metric).toMatchObject({ interval: "10s", count: 5, failureLimit: 1, consecutiveErrorLimit: 1 });
    const command = at(metric, "provider.job.spec.template.spec.containers.0.command") as readonly string[];
    expect(command.join(" ")).toContain("{{args.service-name}}:{{args.port}}{{args.path}}");
    expect(command.join(" ")).toContain("status === 200 ? 0 : 1");
  });

  it("change their figures by the stack file: KUS-16", () => {
    const { ofKind, objects } = servicesOf("prod", (settings) => {
      const chosen = {
        enabled: true,
        scaleDownDelaySeconds: 300,
        checks: 3,
        intervalSeconds: 5,
        failures: 0,
      };
      return { ...settings, workloads: { ...settings.workloads, blueGreen: chosen } };
    });
    const [template] = ofKind("AnalysisTemplate");
    expect(at(template, "spec.metrics.0")).toMatchObject({ interval: "5s", count: 3, failureLimit: 0 });
    const rollout = one(objects, "Rollout", "ticket-service");
    expect(at(rollout, "spec.strategy.blueGreen.scaleDownDelaySeconds")).toBe(300);
  });

  it("roll otherwise, one more pod at a time and never one fewer: ROL-07", () => {
    for (const deployment of servicesOf("prod").ofKind("Deployment")) {
      expect(at(deployment, "spec.strategy")).toEqual({
        type: "RollingUpdate",
        rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
      });
    }
  });
});

describe("Services", () => {
  it("are one for each service on its port, inside the cluster: WRK-10, KUS-11, IFC-01", () => {
    const { named, ofKind, site } = servicesOf("staging");
    const services = ofKind("Service");
    expect(services).toHaveLength(9);
    for (const service of services) {
      const { name } = service.metadata;
      expect(service.metadata.namespace).toBe(site.namespace);
      expect(at(service, "spec"), name).toEqual({
        ...{ type: "ClusterIP", selector: { app: name } },
        ports: [{ name: "http", port: named(name).port, targetPort: "http", protocol: "TCP" }],
      });
    }
  });

  it("answer at a port of the nodes where the load balancer sends to nodes: GAP-07, KUS-11", () => {
    const gateway = one(servicesOf("prod").objects, "Service", "gateway-service");
    expect(at(gateway, "spec.type")).toBe("NodePort");
    expect(at(gateway, "spec.ports.0")).toMatchObject({ port: 3001, nodePort: 30_000 });
    const frontend = one(servicesOf("prod").objects, "Service", "frontend");
    expect(at(frontend, "spec.type")).toBe("ClusterIP");
  });

  it("answer on a laptop at the ports that the cluster forwards: WRK-01, WRK-09, KUS-11", () => {
    const { objects } = servicesOfLaptop();
    const portOf = (name: string) => at(one(objects, "Service", name), "spec.ports.0.nodePort");
    expect(portOf("gateway-service")).toBe(30_000);
    expect(portOf("frontend")).toBe(30_005);
    expect(portOf("auth-service")).toBeUndefined();
  });
});
