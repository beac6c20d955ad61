import { describe, expect, it } from "vitest";
import { waitingRoomCloud } from "../../../test/support/waiting-room/cloud";
import { emittedMetrics, type EmittedMetric } from "../../../test/support/waiting-room/emitted-metrics";
import { alarmTopicArn } from "../../../test/support/upstream";

const prefix = "queueing-room-alarms-";
const namespace = "urr-test/WaitingRoom";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

async function alarms(settings: Parameters<typeof waitingRoomCloud>[0] = {}) {
  const { graph } = await waitingRoomCloud(settings);
  const own = graph.ofType(alarmType).filter(({ name }) => name.startsWith(prefix));
  return {
    graph,
    all: new Map(own.map(({ name, inputs }) => [name.slice(prefix.length), inputs])),
  };
}

/** What an alarm looks at, as far as it is a figure of our own. */
function watchedFigure(inputs: Readonly<Record<string, unknown>>): Partial<EmittedMetric> | undefined {
  const [query] = (inputs["metricQueries"] ?? []) as readonly { readonly expression: string }[];
  if (query === undefined) {
    const { service } = (inputs["dimensions"] ?? {}) as { readonly service?: string };
    return inputs["namespace"] === namespace
      ? { namespace, metric: String(inputs["metricName"]), dimensions: ["service"], service }
      : undefined;
  }
  const [, metric, queried, names = ""] =
    /^SELECT \w+\((\w+)\) FROM SCHEMA\("([\w/-]+)", (.*)\)$/.exec(query.expression) ?? [];
  const dimensions = names.split(", ").map((name) => name.replaceAll('"', ""));
  return { metric: metric ?? "", namespace: queried ?? "", dimensions: dimensions.toSorted() };
}

describe("the alarms of the waiting room", () => {
  it("look at figures that its functions really tell, by the names they tell them with", async () => {
    const told = await emittedMetrics(namespace);
    const { all } = await alarms();
    const own = [...all].flatMap(([name, inputs]) => {
      const figure = watchedFigure(inputs);
      return figure === undefined ? [] : [[name, figure] as const];
    });
    expect(own.map(([name]) => name).toSorted()).toEqual([
      ...["conflicts", "faults", "key-age", "tick-age", "tick-duration", "ticks-failed", "wrong-clock"],
    ]);
    for (const [name, figure] of own) {
      expect(told, name).toContainEqual(expect.objectContaining(figure));
    }
  });

  it("say who is meant and what to do, and tell the environment's topic of both ends", async () => {
    const { all } = await alarms();
    for (const [name, inputs] of all) {
      expect(String(inputs["alarmDescription"]), name).toMatch(/^urr-test, waiting room: .{40,}\.$/);
      expect(inputs, name).toMatchObject({ alarmActions: [alarmTopicArn], okActions: [alarmTopicArn] });
    }
  });

  it.each([
    ["controller-silent", "urr-test-line-controller"],
    ["rotation-silent", "urr-test-key-rotation"],
  ])("take silence for trouble where a function must run each minute: %s", async (name, FunctionName) => {
    const { all } = await alarms();
    expect(all.get(name)).toMatchObject({
      ...{
        namespace: "AWS/Lambda",
        metricName: "Invocations",
        statistic: "Sum",
        dimensions: { FunctionName },
      },
      ...{ comparisonOperator: "LessThanThreshold", threshold: 1, treatMissingData: "breaching" },
      ...{ period: 60, evaluationPeriods: 5, datapointsToAlarm: 5 },
    });
    const silent = [...all].filter(([, inputs]) => inputs["treatMissingData"] === "breaching");
    expect(silent.map(([one]) => one).toSorted()).toEqual(["controller-silent", "rotation-silent"]);
  });

  it("look at the API's one stage, for errors in a hundred and for the slowest in a hundred", async () => {
    const { all, graph } = await alarms();
    const dimensions = {
      ApiName: graph.named("queueing-room-rest-api").outputs["name"],
      Stage: "live",
    };
    expect(all.get("api-errors")).toMatchObject({
      ...{ metricName: "5XXError", statistic: "Average", threshold: 0.01, dimensions },
    });
    expect(all.get("api-latency")).toMatchObject({
      ...{ metricName: "Latency", extendedStatistic: "p99", threshold: 1_000, dimensions },
    });
    expect(all.get("api-latency")).not.toHaveProperty("statistic");
  });

  it("come before what is reserved is used up, and when the key that signs is twice too old", async () => {
    const { all } = await alarms({ settings: { reservedConcurrency: 200, keyRotationDays: 10 } });
    expect(all.get("api-concurrency")).toMatchObject({ metricName: "ConcurrentExecutions", threshold: 160 });
    expect(all.get("key-age")).toMatchObject({
      ...{ metricName: "RingAge", threshold: 20 * 86_400, dimensions: { service: "key-rotation" } },
    });
  });
});
