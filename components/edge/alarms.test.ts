import { describe, expect, it } from "vitest";
import { domain, edgeOf, graphOf, opened } from "../../test/support/edge/edge";
import type { Graph } from "../../test/support/graph";
import type { Resource } from "../../tools/offline/resource";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const alarms = (graph: Graph) => graph.ofType(alarmType).filter(({ name }) => name.startsWith("edge"));
const alarm = (graph: Graph, name: string) => graph.named(name, alarmType).inputs;

interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly metric?: { readonly metricName: string; readonly dimensions: Readonly<Record<string, string>> };
}

describe("the alarms of the load balancer", () => {
  it("sound when more than 5 of 100 requests end with an error, of targets or its own: OBS-11", async () => {
    for (const settings of [{}, opened]) {
      const graph = await graphOf(settings);
      const inputs = alarm(graph, "edge-load-balancer-alarms-errors");
      expect(inputs).toMatchObject({ threshold: 5, comparisonOperator: "GreaterThanThreshold" });
      const queries = inputs["metricQueries"] as readonly Query[];
      const counted = queries.flatMap(({ metric }) => (metric === undefined ? [] : [metric.metricName]));
      const errors = ["HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"];
      // What the load balancer answers itself is in no count of requests.
      expect(counted).toEqual(["RequestCount", "HTTPCode_ELB_5XX_Count", ...errors]);
      const { arnSuffix } = graph.named("edge-load-balancer-balancer").outputs;
      for (const { metric } of queries) {
        expect([undefined, arnSuffix]).toContain(metric?.dimensions["LoadBalancer"]);
      }
      const share = queries.find(({ id }) => id === "share")?.expression;
      expect(share).toMatch(/100 \* \(.*part0.*part1.*\) \/ \(.*of0.*of1.*\)/);
    }
  });

  it("say nothing of pods that are gone out of hours", async () => {
    const { graph } = await edgeOf({ settings: opened, restsOutOfHours: true });
    expect(alarms(graph).filter(({ name }) => name.includes("unhealthy"))).toEqual([]);
    expect(alarms(graph).map(({ name }) => name)).toContain("edge-load-balancer-alarms-errors");
  });

  it("sound for each service whose pods do not answer: EDG-43", async () => {
    const graph = await graphOf();
    for (const service of ["gateway", "frontend"]) {
      const inputs = alarm(graph, `edge-load-balancer-alarms-${service}-unhealthy`);
      expect(inputs).toMatchObject({
        ...{ metricName: "UnHealthyHostCount", threshold: 0, statistic: "Maximum" },
        dimensions: {
          TargetGroup: graph.named(`edge-load-balancer-targets-${service}`).outputs["arnSuffix"],
          LoadBalancer: graph.named("edge-load-balancer-balancer").outputs["arnSuffix"],
        },
      });
    }
  });
});

describe("the alarms of CloudFront", () => {
  const ofCloudFront = ({ inputs }: Resource) => JSON.stringify(inputs).includes('"AWS/CloudFront"');

  it("lie where CloudFront counts, and tell the topic there: ENV-02", async () => {
    const graph = await graphOf();
    const topic = graph.named("operations-us-east-1-alarms-topic").outputs["arn"];
    const [abroad, here] = [true, false].map((is) => alarms(graph).filter((one) => ofCloudFront(one) === is));
    expect(abroad?.length).toBe(5);
    for (const { inputs } of abroad ?? []) {
      expect(inputs).toMatchObject({ region: "us-east-1", alarmActions: [topic], okActions: [topic] });
    }
    const near = graph.named("operations-alarms-topic").outputs["arn"];
    for (const { inputs } of here ?? []) {
      expect(inputs).toMatchObject({ alarmActions: [near], okActions: [near] });
      expect(inputs["region"]).toBeUndefined();
    }
  });

  it("sound for more than 5 errors in 100 answers, and for each function that fails or is held back: OBS-11", async () => {
    const graph = await graphOf();
    const distribution = graph.named("edge-cdn-distribution-site").id;
    const inputs = alarm(graph, "edge-cdn-alarms-errors");
    expect(inputs).toMatchObject({ threshold: 5, comparisonOperator: "GreaterThanThreshold" });
    const counted = (inputs["metricQueries"] as readonly Query[]).flatMap(({ metric }) => metric ?? []);
    expect(counted.map(({ metricName }) => metricName).toSorted()).toEqual(["5xxErrorRate", "Requests"]);
    for (const { dimensions } of counted) {
      expect(dimensions).toEqual({ DistributionId: distribution, Region: "Global" });
    }
    const functions = alarms(graph).flatMap(({ inputs }) => {
      const { FunctionName } = (inputs["dimensions"] ?? {}) as Readonly<Record<string, string>>;
      return FunctionName === undefined ? [] : [`${FunctionName} ${String(inputs["metricName"])}`];
    });
    const made = graph.ofType("aws:cloudfront/function:Function").map(({ inputs }) => String(inputs["name"]));
    expect(functions.toSorted()).toEqual(
      made
        .flatMap((name) => ["FunctionExecutionErrors", "FunctionThrottles"].map((what) => `${name} ${what}`))
        .toSorted(),
    );
  });
});

describe("the probe from outside", () => {
  const check = "aws:route53/healthCheck:HealthCheck";

  it("asks the site as visitors do, and silence is an alarm in us-east-1", async () => {
    const graph = await graphOf({ probe: { path: "/health" } });
    const [made] = graph.ofType(check);
    expect(made?.inputs).toMatchObject({
      ...{ type: "HTTPS", fqdn: domain, port: 443, resourcePath: "/health", enableSni: true },
    });
    expect(alarm(graph, "edge-cdn-probe-alarms-unreachable")).toMatchObject({
      ...{ region: "us-east-1", threshold: 1, comparisonOperator: "LessThanThreshold" },
      ...{ treatMissingData: "breaching", dimensions: { HealthCheckId: made?.id } },
      alarmActions: [graph.named("operations-us-east-1-alarms-topic").outputs["arn"]],
    });
  });

  it("is not there unless it is asked for", async () => {
    expect((await graphOf()).ofType(check)).toEqual([]);
    expect((await edgeOf({ settings: { ...opened } })).graph.ofType(check)).toEqual([]);
  });
});
