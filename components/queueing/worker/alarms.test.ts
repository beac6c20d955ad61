import { describe, expect, it } from "vitest";
import { reporter } from "../../../functions/ticket-worker/report";
import { builtWorker } from "../../../test/support/queueing/built-worker";
import { aTicketEvent } from "../../../test/support/ticketing/an-event";
import { alarmTopicArn } from "../../../test/support/upstream";

const inputsOf = async (part: string) =>
  (await builtWorker()).named(`queueing-worker-alarms-ticket-worker-${part}`).inputs;

describe("alarms on the worker", () => {
  const common = {
    namespace: "AWS/Lambda",
    comparisonOperator: "GreaterThanThreshold",
    treatMissingData: "notBreaching",
    alarmActions: [alarmTopicArn],
    okActions: [alarmTopicArn],
  };
  const ofFunction = { ...common, dimensions: { FunctionName: "urr-test-ticket-worker" } };

  it("tell of more than five errors in five minutes: OBS-05, OPS-04, QUE-09", async () => {
    expect(await inputsOf("errors")).toMatchObject({
      ...ofFunction,
      ...{ metricName: "Errors", statistic: "Sum", threshold: 5, period: 300, evaluationPeriods: 1 },
    });
  });

  it("tell of a batch that took more than four fifths of the timeout: OBS-06, OPS-04, QUE-09", async () => {
    expect(await inputsOf("duration")).toMatchObject({
      ...ofFunction,
      ...{ metricName: "Duration", statistic: "Maximum", threshold: 24_000 },
    });
  });

  it("tell of the first throttled run: OBS-07, OPS-04, QUE-09", async () => {
    expect(await inputsOf("throttles")).toMatchObject({
      ...ofFunction,
      ...{ metricName: "Throttles", statistic: "Sum", threshold: 0 },
    });
  });

  it("tell of messages that fail for ten minutes, which are no errors of the function", async () => {
    const graph = await builtWorker();
    expect(await inputsOf("failed-messages")).toMatchObject({
      ...common,
      metricName: "FailedInvokeEventCount",
      dimensions: { EventSourceMappingUUID: graph.named("queueing-worker-events").outputs["uuid"] },
      ...{ statistic: "Sum", threshold: 0, period: 300, evaluationPeriods: 2, datapointsToAlarm: 2 },
    });
  });

  it("tell of old seat maps for a quarter of an hour, and of money to give back, by what the worker counts", async () => {
    const own = {
      namespace: "urr-test/TicketWorker",
      dimensions: { service: "ticket-worker" },
      statistic: "Sum",
    };
    const { metricName: stale, ...seatMaps } = await inputsOf("seat-maps-stale");
    const { metricName: due, ...refunds } = await inputsOf("refunds-due");
    expect(seatMaps).toMatchObject({ ...own, threshold: 0, period: 300, evaluationPeriods: 3 });
    expect(refunds).toMatchObject({ ...own, threshold: 0, period: 300, evaluationPeriods: 1 });

    const counted: string[] = [];
    const silent = () => undefined;
    const report = reporter({
      logger: { info: silent, warn: silent, error: silent },
      metrics: { addMetric: (figure) => counted.push(figure) },
    });
    report.seatMapStale({ event: "autumn-tour", section: "A" }, new Error("Redis is gone"));
    expect(counted.splice(0)).toEqual([stale]);
    const paid = aTicketEvent("payment.succeeded");
    report.applied(paid, { kind: "applied", outcome: "refund_due", status: "EXPIRED" });
    expect(counted).toContain(due);
  });
});
