import { describe, expect, it } from "vitest";
import { awsOnlyProblems } from "./contradictions";
import { observabilitySettings } from "./settings";

const refused = (settings: unknown) => {
  const { error, success } = observabilitySettings.safeParse(settings);
  return success ? [] : error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
};

describe("settings of observability", () => {
  it("are AWS's own services unless told otherwise, with every tenth request traced: ENV-23, KUS-24, KUS-27, OPS-09, OPS-10, OPS-11", () => {
    expect(observabilitySettings.parse({})).toMatchObject({
      ...{ metrics: "cloudwatch", logs: "cloudwatch", traces: "xray" },
      sampling: 0.1,
    });
  });

  it("take Prometheus, Loki and Zipkin, every request traced, and Grafana's port of a laptop: KUS-24, KUS-27, OPS-11", () => {
    const laptop = {
      ...{ metrics: "prometheus", logs: "loki", traces: "zipkin", sampling: 1 },
      grafana: { nodePort: 30_006 },
    };
    expect(observabilitySettings.parse(laptop)).toMatchObject(laptop);
  });

  it.each([
    [{ sampling: 1.1 }, "sampling"],
    [{ sampling: -0.1 }, "sampling"],
    [{ metrics: "datadog" }, "metrics"],
    [{ logs: "promtail" }, "logs"],
    [{ metrics: "prometheus", grafana: { nodePort: 3006 } }, "grafana.nodePort"],
    [{ prometheus: { retentionDays: 0 } }, "prometheus.retentionDays"],
    [{ loki: { storageGi: 0 } }, "loki.storageGi"],
    [{ unknown: 1 }, ""],
  ])("%o are refused", (settings, path) => {
    expect(refused(settings).map((one) => one.split(" ")[0])).toEqual([path]);
  });

  it("do not have logs in Loki, a port of Grafana or a watched crowd without Prometheus: KCON-48", () => {
    expect(
      refused({ logs: "loki", grafana: { nodePort: 30_006 }, alerts: { requestsPerSecond: 30_000 } }),
    ).toEqual([
      "logs is read in Grafana, which comes with `metrics: prometheus` alone",
      "grafana.nodePort needs Grafana, which comes with `metrics: prometheus` alone",
      "alerts.requestsPerSecond is watched by Prometheus alone; the load balancer's alarms are not set by it",
    ]);
  });

  it("that need AWS are told apart from those that fit a laptop: LOC-06", () => {
    expect(
      awsOnlyProblems(observabilitySettings.parse({})).map(({ path, example }) => [path[0], example]),
    ).toEqual([
      ["metrics", "prometheus"],
      ["logs", "loki"],
      ["traces", "zipkin"],
    ]);
    const laptop = { metrics: "prometheus", logs: "loki", traces: "zipkin" };
    expect(awsOnlyProblems(observabilitySettings.parse(laptop))).toEqual([]);
    expect(awsOnlyProblems({ metrics: "none", logs: "none", traces: "none" })).toEqual([]);
  });
});
