import { describe, expect, it } from "vitest";
import { servicesMonitor } from "./monitors";

const monitor = servicesMonitor("urr-spring", ["gateway-service", "queue-service"]);

describe("figures of the services", () => {
  it("are asked by an object that the operator takes", async () => {
    const { PodMonitor } =
      await import("@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor");
    const Kind = PodMonitor as unknown as new (data: unknown) => { validate(): void };
    expect(() => {
      new Kind(monitor).validate();
    }).not.toThrow();
  });

  it("are asked of their pods, by the port's name, and carry the service's name", () => {
    expect(monitor["spec"]).toMatchObject({
      namespaceSelector: { matchNames: ["urr-spring"] },
      selector: {
        matchExpressions: [{ key: "app", operator: "In", values: ["gateway-service", "queue-service"] }],
      },
      podTargetLabels: ["app"],
      podMetricsEndpoints: [{ port: "http", path: "/actuator/prometheus" }],
    });
  });
});
