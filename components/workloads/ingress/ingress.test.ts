import { describe, expect, it } from "vitest";
import {
  at,
  certificateArn,
  guideIngressConfig,
  podOf,
  servicesOfGuide,
} from "../../../test/support/workloads/guide";
import { servicePolicies } from "../network-policies/services";
import type { IngressSite } from "../site";
import { ingressOf, isRouted } from "./ingress";

const behindIngress = () => {
  const built = servicesOfGuide(guideIngressConfig);
  const { ingress } = built.site;
  if (ingress === undefined) throw new Error("there is no Ingress");
  return { ...built, ingress };
};
const made = (change: Partial<IngressSite> = {}) => {
  const { ingress, site, workloads } = behindIngress();
  return ingressOf(workloads.filter(isRouted).toReversed(), site, { ...ingress, ...change });
};
const said = (manifest: ReturnType<typeof made>) =>
  Object.fromEntries(
    Object.entries(manifest.metadata.annotations).map(([key, value]) => [key.replace(/^.*\//, ""), value]),
  );

describe("the Ingress of the guide", () => {
  it("is a load balancer on the internet with pods as targets, which are asked as printed: KPLT-16, KCON-24", () => {
    expect(made().metadata).toMatchObject({ name: "tiketi-ingress", namespace: "tiketi" });
    expect(made().spec.ingressClassName).toBe("alb");
    expect(said(made())).toMatchObject({
      ...{ scheme: "internet-facing", "target-type": "ip", "group.name": "tiketi-alb" },
      "listen-ports": '[{"HTTP":80},{"HTTPS":443}]',
      ...{ "ssl-redirect": "443", "certificate-arn": certificateArn },
      ...{ "healthcheck-path": "/health", "healthcheck-interval-seconds": "15" },
      ...{ "healthcheck-timeout-seconds": "5", "healthy-threshold-count": "2" },
      "unhealthy-threshold-count": "2",
    });
  });

  it("sends nobody to TLS where it speaks none: KCON-43", () => {
    const plain = said(made({ certificateArn: undefined }));
    expect(plain["listen-ports"]).toBe('[{"HTTP":80}]');
    expect(Object.keys(plain).filter((key) => key.startsWith("ssl") || key.startsWith("cert"))).toEqual([]);
  });

  it("leads from one host to each service by its path, and with all else to the backend: KPLT-17, KCON-03", () => {
    const [rule, ...others] = made().spec.rules;
    expect(others).toEqual([]);
    expect(rule?.host).toBe("api.tiketi.example.com");
    expect(
      rule?.http.paths.map(({ backend, path }) => [path, backend.service.name, backend.service.port.number]),
    ).toEqual([
      ["/api/payments", "payment-service", 3003],
      ["/api/tickets", "ticket-service", 3001],
      ["/api/stats", "stats-service", 3004],
      ["/api/auth", "auth-service", 3002],
      ["/", "backend", 3001],
    ]);
    expect(rule?.http.paths.map(({ pathType }) => pathType)).toEqual(Array(5).fill("Prefix"));
  });

  it("is an Ingress that Kubernetes takes", async () => {
    const { Ingress } = await import("kubernetes-models/networking.k8s.io/v1/Ingress");
    expect(() => {
      new Ingress(made()).validate();
    }).not.toThrow();
  });

  it("is let in to every service that it leads to, from the public subnets, and without it nobody is", () => {
    const callers = ({ site, workloads }: ReturnType<typeof servicesOfGuide>, name: string) =>
      at(
        servicePolicies(workloads, site).find(({ metadata }) => metadata.name === `allow-${name}-ingress`),
        "spec.ingress.0.from",
      );
    const blocks = behindIngress().ingress.from.map((cidr) => ({ ipBlock: { cidr } }));
    expect(blocks.length).toBeGreaterThan(1);
    expect(callers(behindIngress(), "stats-service")).toEqual(blocks);
    expect(callers(servicesOfGuide(), "stats-service")).toEqual([
      { podSelector: { matchLabels: { app: "backend" } } },
    ]);
  });

  it("is told that a pod goes before the pod goes", () => {
    const grace = (built: ReturnType<typeof servicesOfGuide>) =>
      at(podOf(built.deployment(built.named("stats-service"))), "terminationGracePeriodSeconds");
    expect(grace(behindIngress())).toBe(15 + behindIngress().ingress.drainSeconds + 5);
    expect(grace(servicesOfGuide())).toBe(10 + 20 + 5);
  });
});
