import { describe, expect, it } from "vitest";
import { facts } from "../../../../test/support/workloads/observability";
import { observabilitySettings } from "../settings";
import { alertRules, allAlerts } from "./all";

const settings = observabilitySettings.parse({
  metrics: "prometheus",
  alerts: { requestsPerSecond: 30_000, p99Milliseconds: 100 },
});
const alerts = Object.values(allAlerts(settings, facts)).flat();
const named = (name: string, severity?: string) => {
  const found = alerts.find(
    (one) => one.name === name && (severity === undefined || one.severity === severity),
  );
  if (found === undefined) throw new Error(`no alert ${name}`);
  return found;
};

describe("alerts", () => {
  it("are objects that the Prometheus operator takes, in its namespace", async () => {
    const { PrometheusRule } =
      await import("@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule");
    const Kind = PrometheusRule as unknown as new (data: unknown) => { validate(): void };
    const rules = alertRules(settings, facts);
    expect(rules.map(({ metadata }) => metadata.name)).toEqual([
      "urr-services",
      "urr-resources",
      "urr-data",
      "urr-own",
    ]);
    for (const rule of rules) {
      expect(rule.metadata.namespace).toBe("monitoring");
      expect(() => {
        new Kind(rule).validate();
      }).not.toThrow();
    }
  });

  it("tell a service that fails one request in a hundred as critical, and a slow one as a warning", () => {
    expect(named("ServiceFails")).toMatchObject({ severity: "critical", lasting: "5m" });
    expect(named("ServiceFails").when).toMatch(/^100 \* .*status=~"5\.\.".* \/ .* > 1 and /);
    expect(named("ServiceSlow").severity).toBe("warning");
    expect(named("ServiceSlow").when).toMatch(/^1000 \* histogram_quantile\(0\.99, .* > 100 and /);
  });

  it("tell a crowd at 28,000 and 29,000 of 30,000 requests a second, and none where nobody says how many are too many", () => {
    expect(named("CrowdNearCapacity").when).toMatch(/app="gateway-service".* > 28000$/);
    expect(named("CrowdAtCapacity")).toMatchObject({ severity: "critical" });
    expect(named("CrowdAtCapacity").when).toMatch(/ > 29000$/);
    const without = allAlerts(observabilitySettings.parse({ metrics: "prometheus" }), facts);
    expect(without["services"]?.map(({ name }) => name)).toEqual(["ServiceFails", "ServiceSlow"]);
  });

  it("tell nodes above 80 and 85 % of their processor, and above 85 % of their memory", () => {
    expect(named("NodeProcessorBusy", "warning").when).toMatch(/> 80$/);
    expect(named("NodeProcessorBusy", "critical").when).toMatch(/> 85$/);
    expect(named("NodeMemoryFull").when).toMatch(/> 85$/);
  });

  it("say what is wrong and what to do, and last before they are told", () => {
    for (const { name, summary, advice, lasting } of alerts) {
      expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(summary, name).toMatch(/\.$/);
      expect(advice, name).toMatch(/\.$/);
      expect(Number.parseInt(lasting, 10), name).toBeGreaterThan(0);
    }
  });

  it("have one threshold each for what has one name and one severity", () => {
    const seen = alerts.map(({ name, severity }) => `${name} ${severity}`);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each(["PodsRestart", "PodMemoryNearLimit", "AutoscalerAtMaximum", "DrainBlocked", "RolloutDegraded"])(
    "tell %s",
    (name) => {
      expect(named(name).when).not.toBe("");
    },
  );
});
