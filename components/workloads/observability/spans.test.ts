import { describe, expect, it } from "vitest";
import { facts } from "../../../test/support/workloads/observability";
import { spanGatewayValues } from "./collectors/span-gateway";
import { spanReceiver, zipkinEndpoint } from "./spans";

describe("spans of the services", () => {
  it("go to a Zipkin beside them where there is one, and never to its name where there is none: KCON-09, OBS-31", () => {
    expect(zipkinEndpoint({ traces: "zipkin" })).toBe("http://zipkin-spring:9411/api/v2/spans");
    expect(zipkinEndpoint({ traces: "xray" })).toBe(
      "http://otel-gateway.telemetry.svc.cluster.local:9411/api/v2/spans",
    );
    expect(zipkinEndpoint({ traces: "none" })).toBeUndefined();
  });

  it("reach the Service and the pods that the collector's chart makes: CON-32, KCON-09", () => {
    const receiver = spanReceiver({ traces: "xray" });
    const values = spanGatewayValues(facts, { monitored: false, region: "ap-northeast-2" });
    expect(receiver).toMatchObject({ app: values.fullnameOverride, port: 9411, namespace: "telemetry" });
    expect(values.podLabels.app).toBe(receiver?.app);
  });
});
