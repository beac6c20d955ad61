import { describe, expect, it, vi } from "vitest";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { reporter } from "../../../functions/line-controller/report";
import { reportHelpTo, reportTo } from "../../../functions/waiting-room-api/report";
import { StoreError } from "../../../functions/waiting-room/store/store";
import { aControl } from "../../../test/support/waiting-room/an-event";
import { waitingRoomCloud } from "../../../test/support/waiting-room/cloud";
import { alarmTopicArn } from "../../../test/support/upstream";

const prefix = "queueing-waiting-room-alarms-";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

async function alarms(settings: Parameters<typeof waitingRoomCloud>[0] = {}) {
  const { graph } = await waitingRoomCloud(settings);
  const own = graph.ofType(alarmType).filter(({ name }) => name.startsWith(prefix));
  return {
    graph,
    all: new Map(own.map(({ name, inputs }) => [name.slice(prefix.length), inputs])),
  };
}

interface Emitted {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: readonly string[];
  readonly service: unknown;
}

/** What the functions' own reporters tell CloudWatch, read from the lines that they print. */
function emitted(): readonly Emitted[] {
  const lines: string[] = [];
  const spies = (["log", "warn", "error", "info"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((line) => void lines.push(String(line))),
  );
  vi.stubEnv("POWERTOOLS_DEV", "true");
  vi.stubEnv("POWERTOOLS_METRICS_DISABLED", "false");
  try {
    const controller = new Metrics({ namespace: "WaitingRoom", serviceName: "line-controller" });
    const report = reporter({ logger: new Logger(), metrics: controller });
    report("finals", { kind: "ticked", control: aControl({ S0: 1 }), tookMs: 80, afterMs: 2_000 });
    report("finals", { kind: "failed", error: new StoreError("unreadable") });
    const api = new Metrics({ namespace: "WaitingRoom", serviceName: "waiting-room-api" });
    const observe = reportTo(new Logger(), api);
    observe({ route: "admit", status: 503, code: "CLOCK", reason: "clock", durationMs: 3 });
    observe({ route: "admit", status: 409, code: "CONFLICT", reason: "conflict", durationMs: 3 });
    reportHelpTo(api)("finals", { kind: "idle", mode: "QUEUE", afterMs: 9_000 } as never);
    api.publishStoredMetrics();
  } finally {
    vi.unstubAllEnvs();
    spies.forEach((spy) => {
      spy.mockRestore();
    });
  }
  return lines.flatMap((line) => metricsIn(JSON.parse(line) as Record<string, unknown>));
}

interface Directive {
  readonly Namespace: string;
  readonly Metrics: readonly { readonly Name: string }[];
  readonly Dimensions: readonly (readonly string[])[];
}

function metricsIn(line: Readonly<Record<string, unknown>>): readonly Emitted[] {
  const { CloudWatchMetrics = [] } = (line["_aws"] ?? {}) as { CloudWatchMetrics?: readonly Directive[] };
  return CloudWatchMetrics.flatMap((told) =>
    told.Metrics.flatMap(({ Name }) =>
      told.Dimensions.map((dimensions) => ({
        ...{ namespace: told.Namespace, metric: Name, service: line["service"] },
        dimensions: dimensions.toSorted(),
      })),
    ),
  );
}

/** What an alarm looks at, as far as it is a figure of our own. */
function watchedFigure(inputs: Readonly<Record<string, unknown>>): Partial<Emitted> | undefined {
  const [query] = (inputs["metricQueries"] ?? []) as readonly { readonly expression: string }[];
  if (query === undefined) {
    const { service } = (inputs["dimensions"] ?? {}) as { readonly service?: string };
    return inputs["namespace"] === "WaitingRoom"
      ? { namespace: "WaitingRoom", metric: String(inputs["metricName"]), dimensions: ["service"], service }
      : undefined;
  }
  const [, metric, namespace, names = ""] =
    /^SELECT \w+\((\w+)\) FROM SCHEMA\("(\w+)", (.*)\)$/.exec(query.expression) ?? [];
  const dimensions = names.split(", ").map((name) => name.replaceAll('"', ""));
  return { metric: metric ?? "", namespace: namespace ?? "", dimensions: dimensions.toSorted() };
}

describe("the alarms of the waiting room", () => {
  it("look at figures that its functions really tell, by the names they tell them with", async () => {
    const told = emitted();
    const { all } = await alarms();
    const own = [...all].flatMap(([name, inputs]) => {
      const figure = watchedFigure(inputs);
      return figure === undefined ? [] : [[name, figure] as const];
    });
    expect(own.map(([name]) => name).toSorted()).toEqual([
      ...["conflicts", "faults", "key-age", "tick-age", "tick-duration", "ticks-failed", "wrong-clock"],
    ]);
    for (const [name, figure] of own.filter(([one]) => one !== "key-age")) {
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
      ApiName: graph.named("queueing-waiting-room-rest-api").outputs["name"],
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
