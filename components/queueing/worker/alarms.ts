import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import { timeoutSeconds } from "./limits";

export interface WorkerAlarmsArgs {
  readonly functionName: pulumi.Input<string>;
  /** Of the mapping by which Lambda reads the queue. */
  readonly mappingId: pulumi.Input<string>;
  readonly topicArn: pulumi.Input<string>;
  readonly prefix: string;
}

/** Where the worker's own figures are: environments of one account are not to be added up. */
export function workerMetrics(prefix: string): string {
  return `${prefix}/TicketWorker`;
}

interface Watched {
  readonly metricName: string;
  readonly statistic: "Maximum" | "Sum";
  readonly threshold: number;
  readonly periodSeconds: number;
  /** How many periods in a row. */
  readonly periods: number;
  /** What is wrong and what to do. */
  readonly meaning: string;
  /** Who counts: Lambda for the function unless said, Lambda for the mapping, or the worker itself. */
  readonly countedBy?: "mapping" | "worker";
}

const watched: Readonly<Record<string, Watched>> = {
  "ticket-worker-errors": {
    metricName: "Errors",
    statistic: "Sum",
    threshold: 5,
    periodSeconds: 300,
    periods: 1,
    meaning: "more than five runs failed as a whole in five minutes. Its log says why.",
  },
  "ticket-worker-duration": {
    metricName: "Duration",
    statistic: "Maximum",
    threshold: 0.8 * timeoutSeconds * 1000,
    periodSeconds: 300,
    periods: 1,
    meaning: `a batch took more than four fifths of its ${String(timeoutSeconds)} seconds. Look for slow statements or locks in the database.`,
  },
  "ticket-worker-throttles": {
    metricName: "Throttles",
    statistic: "Sum",
    threshold: 0,
    periodSeconds: 300,
    periods: 1,
    meaning:
      "more runs were asked for than are reserved. If it is busy selling, raise urr:queueing.worker.maximumConcurrency.",
  },
  // A batch whose messages all failed is no error of the function, so that nothing else tells of a database that is out
  // of reach: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  "ticket-worker-failed-messages": {
    metricName: "FailedInvokeEventCount",
    statistic: "Sum",
    threshold: 0,
    periodSeconds: 300,
    periods: 2,
    countedBy: "mapping",
    meaning:
      "messages have failed for ten minutes and come again. Look whether PostgreSQL can be reached, and in the worker's log.",
  },
  "ticket-worker-seat-maps-stale": {
    metricName: "SeatMapStale",
    statistic: "Sum",
    threshold: 0,
    periodSeconds: 300,
    periods: 3,
    countedBy: "worker",
    meaning:
      "buyers have been shown old seat maps for a quarter of an hour. Nothing is lost, and seats are not sold twice; look at Redis.",
  },
  "ticket-worker-refunds-due": {
    metricName: "RefundDue",
    statistic: "Sum",
    threshold: 0,
    periodSeconds: 300,
    periods: 1,
    countedBy: "worker",
    meaning:
      "somebody has paid for seats that were no longer held. The log names the reservation; give the money back.",
  },
};

/** Alarms on the worker's function. Where nothing is sold nothing is reported, which is no trouble. */
export class WorkerAlarms extends Component {
  constructor(name: string, args: WorkerAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:WorkerAlarms", name, opts);
    const { functionName, mappingId, prefix, topicArn } = args;
    const sources = {
      lambda: { namespace: "AWS/Lambda", dimensions: { FunctionName: functionName } },
      mapping: { namespace: "AWS/Lambda", dimensions: { EventSourceMappingUUID: mappingId } },
      worker: {
        namespace: workerMetrics(prefix),
        // As `functions/ticket-worker/main.ts` names itself.
        dimensions: { service: "ticket-worker" },
      },
    };
    for (const [part, one] of Object.entries(watched)) {
      const { countedBy = "lambda", meaning, periods, periodSeconds, ...metric } = one;
      new aws.cloudwatch.MetricAlarm(
        this.named(part),
        {
          ...metric,
          ...sources[countedBy],
          alarmDescription: `${prefix}, ticket worker: ${meaning}`,
          comparisonOperator: "GreaterThanThreshold",
          period: periodSeconds,
          evaluationPeriods: periods,
          datapointsToAlarm: periods,
          treatMissingData: "notBreaching",
          alarmActions: [topicArn],
          okActions: [topicArn],
        },
        this.within,
      );
    }
    this.registerOutputs({});
  }
}
