import { describe, expect, it } from "vitest";
import { parseSettings } from "../../../infra/settings";
import { at, guideConfig, servicesOfGuide } from "../../../test/support/workloads/guide";
import { servicePolicies } from "../network-policies/services";
import { routeOf } from "./route";

const { "urr:workloads": workloads } = guideConfig;
const host = "stats.tiketi.example.com";

const asking = (addons: object, stats: object = { host }) => ({
  ...guideConfig,
  "urr:workloads": { ...workloads, addons, services: { ...workloads.services, "stats-service": stats } },
});
const withGateway = { gatewayApi: { enabled: true, allowCidrs: ["198.51.100.0/24"] } };

describe("a service with a name at the gateway for operators", () => {
  it("has a route from the name to its port, with pods as targets: KPLT-19, KCON-24", () => {
    const { named, site } = servicesOfGuide(asking(withGateway));
    const [targets, route] = routeOf(named("stats-service"), site);
    expect(targets).toMatchObject({
      kind: "TargetGroupConfiguration",
      spec: {
        targetReference: { name: "stats-service" },
        defaultConfiguration: { targetType: "ip", healthCheckConfig: { healthCheckPath: "/health" } },
      },
    });
    expect(route?.["spec"]).toEqual({
      parentRefs: [{ name: "platform", namespace: "gateway", sectionName: "https" }],
      hostnames: [host],
      rules: [{ backendRefs: [{ name: "stats-service", port: 3004 }] }],
    });
    expect(routeOf(named("backend"), site)).toEqual([]);
  });

  it("has one that Kubernetes takes", async () => {
    const { named, site } = servicesOfGuide(asking(withGateway));
    const { HTTPRoute } =
      await import("@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute");
    const [, route] = routeOf(named("stats-service"), site);
    expect(() => {
      new HTTPRoute(route as never).validate();
    }).not.toThrow();
  });

  it.each([
    ["the public subnets where it is reached over the internet", withGateway, "public"],
    ["those of the nodes where it stands inside", { gatewayApi: { enabled: true } }, "app"],
  ] as const)("lets in the gateway's load balancer from %s", (_, addons, tier) => {
    const { site, workloads: services } = servicesOfGuide(asking(addons));
    const named = (name: string) =>
      at(
        servicePolicies(services, site).find(({ metadata }) => metadata.name === `allow-${name}-ingress`),
        "spec.ingress.0.from",
      );
    const blocks = (site.gatewayFrom ?? []).map((cidr) => ({ ipBlock: { cidr } }));
    expect(blocks.length).toBeGreaterThan(1);
    expect(named("stats-service")).toEqual(expect.arrayContaining(blocks));
    expect(named("auth-service")).not.toEqual(expect.arrayContaining(blocks));
    const doors = site.doors.gateway?.from ?? [];
    expect(doors.some((cidr) => site.gatewayFrom?.includes(cidr) === true)).toBe(tier === "public");
  });

  it("is refused without a gateway, and where it is deployed blue/green", () => {
    const problems = (config: object) => parseSettings({ ...config }, "guide").problems ?? [];
    expect(problems(asking({})).map(({ path }) => path)).toEqual([
      "urr:workloads.services.stats-service.host",
    ]);
    const twice = asking(withGateway, { host, release: "blueGreen" });
    expect(problems(twice).map(({ path }) => path)).toEqual(["urr:workloads.services.stats-service.release"]);
  });
});
