import { describe, expect, it } from "vitest";
import { serviceVariables } from "./service-variables";

describe("services of Spring", () => {
  it("write one JSON object on every line wherever somebody collects it: OBS-26, OPS-10", () => {
    const json = { LOGGING_STRUCTURED_FORMAT_CONSOLE: "logstash" };
    expect(serviceVariables({ logs: "cloudwatch", metrics: "cloudwatch" })).toEqual(json);
    expect(serviceVariables({ logs: "loki", metrics: "prometheus" })).toMatchObject(json);
    expect(serviceVariables({ logs: "none", metrics: "none" })).toEqual({});
  });

  it("tell figures, and how durations are spread, only where Prometheus asks", () => {
    expect(serviceVariables({ logs: "none", metrics: "prometheus" })).toEqual({
      MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: "health,prometheus",
      MANAGEMENT_METRICS_DISTRIBUTION_PERCENTILESHISTOGRAM_HTTP_SERVER_REQUESTS: "true",
    });
  });
});
