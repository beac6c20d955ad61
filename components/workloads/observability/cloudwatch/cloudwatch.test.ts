import { describe, expect, it } from "vitest";
import { insightsAlarms } from "./alarms";
import { isAllowed } from "../../../../test/support/iam";
import { orderOf } from "../../../../test/support/order";
import { alarmTopicArn, logsKeyArn } from "../../../../test/support/upstream";
import { builtObservability, type ObservabilityCase } from "../../../../test/support/workloads/observability";

const groupsIn = async (given: ObservabilityCase = {}) => {
  const graph = await builtObservability(given);
  return graph.ofType("aws:cloudwatch/logGroup:LogGroup").map(({ inputs }) => inputs);
};

const configurationIn = async (given: ObservabilityCase = {}) => {
  const graph = await builtObservability(given);
  return JSON.parse(String(graph.named("watch-insights-addon").inputs["configurationValues"])) as unknown;
};

describe("Container Insights", () => {
  it("come by EKS's add-on, with agent and Fluent Bit, not by a switch of the control plane's logs: KCON-44, OBS-27, OPS-09, OPS-17", async () => {
    const graph = await builtObservability();
    expect(graph.named("watch-insights-addon").inputs).toMatchObject({
      ...{ clusterName: "urr-test", addonName: "amazon-cloudwatch-observability" },
      podIdentityAssociations: [{ serviceAccount: "cloudwatch-agent" }],
    });
    expect(await configurationIn()).toMatchObject({
      agent: {
        config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } } },
        resources: { requests: { cpu: "100m" }, limits: { memory: "384Mi" } },
      },
      containerLogs: { enabled: true, fluentBit: { resources: { limits: { memory: "192Mi" } } } },
    });
  });

  it("put no agent into the services' pods", async () => {
    const configuration = await configurationIn();
    expect(configuration).toMatchObject({
      manager: { applicationSignals: { autoMonitor: { monitorAllServices: false } } },
    });
    expect(JSON.stringify(configuration)).not.toContain("application_signals");
  });

  it("write to groups that are there before, encrypted, and kept as long as the stack says: OBS-26, OPS-10", async () => {
    const group = (kind: string) => ({
      name: `/aws/containerinsights/urr-test/${kind}`,
      ...{ retentionInDays: 90, kmsKeyId: logsKeyArn },
    });
    expect(await groupsIn()).toEqual(["performance", "application", "dataplane", "host"].map(group));
    const graph = await builtObservability();
    const before = orderOf(graph.all())(graph.named("watch-insights-addon"));
    for (const one of graph.ofType("aws:cloudwatch/logGroup:LogGroup")) expect(before.has(one)).toBe(true);
  });

  it("do not bring logs a second time where Loki has them", async () => {
    const settings = { metrics: "prometheus", logs: "cloudwatch" } as const;
    expect((await groupsIn({ settings })).map(({ name }) => name)).not.toContain(
      "/aws/containerinsights/urr-test/performance",
    );
    const graph = await builtObservability({ settings: { metrics: "prometheus", logs: "loki" } });
    expect(graph.has("watch-insights-addon")).toBe(false);
    expect(await configurationIn({ settings: { logs: "none" } })).toMatchObject({
      containerLogs: { enabled: false },
    });
  });

  it("may write to their own groups and figures and to no other", async () => {
    const graph = await builtObservability();
    const identity = [graph.named("watch-insights-pods-policy").inputs["policy"]];
    const may = (action: string, resource: string, context: Readonly<Record<string, string>> = {}) =>
      isAllowed({ action, resource, context }, { identity });
    const stream = (group: string) =>
      `arn:aws:logs:ap-northeast-2:123456789012:log-group:${group}:log-stream:node`;
    const own = graph.named("watch-insights-application").outputs["arn"];
    expect(may("logs:PutLogEvents", `${String(own)}:log-stream:node`)).toBe(true);
    expect(may("logs:PutLogEvents", stream("/aws/eks/urr-test/cluster"))).toBe(false);
    expect(may("cloudwatch:PutMetricData", "*", { "cloudwatch:namespace": "ContainerInsights" })).toBe(true);
    expect(may("cloudwatch:PutMetricData", "*", { "cloudwatch:namespace": "Other" })).toBe(false);
    expect(may("ssm:GetParameter", "*")).toBe(false);
  });

  it("tell that they are silent themselves, unless their nodes rest at night", () => {
    const silence = (restsOutOfHours: boolean) =>
      Object.keys(insightsAlarms("urr-test", restsOutOfHours)).includes("silent");
    expect([silence(false), silence(true)]).toEqual([true, false]);
    expect(insightsAlarms("urr-test", false)["silent"]).toMatchObject({ below: 1, silence: "is bad" });
  });

  it("tell of restarts, pods that wait, and nodes above 85 %", async () => {
    const graph = await builtObservability();
    const alarms = graph.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => inputs);
    expect(alarms.map(({ metricName }) => metricName)).toEqual(
      expect.arrayContaining([
        "pod_number_of_container_restarts",
        "pod_status_pending",
        "node_cpu_utilization",
      ]),
    );
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        namespace: "ContainerInsights",
        dimensions: { ClusterName: "urr-test" },
        alarmActions: [alarmTopicArn],
      });
    }
    expect(alarms.find(({ metricName }) => metricName === "node_cpu_utilization")).toMatchObject({
      ...{ threshold: 85, comparisonOperator: "GreaterThanThreshold", statistic: "Maximum" },
    });
  });

  it("tell nothing where somebody else measures", async () => {
    const graph = await builtObservability({ settings: { metrics: "none" } });
    expect(graph.ofType("aws:cloudwatch/metricAlarm:MetricAlarm")).toEqual([]);
  });
});
