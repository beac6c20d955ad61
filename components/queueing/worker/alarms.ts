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

interface Watched {
  readonly metricName: string;
  readonly statistic: "Maximum" | "Sum";
  readonly threshold: number;
  readonly periodSeconds: number;
  /** How many periods in a row. */
  readonly periods: number;
  /** What is wrong and what to do. */
  readonly meaning: string;
  /** Which of the mapping's metrics it is, and not the function's. */
  readonly ofMapping?: true;
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
      "more runs were asked for than are reserved. If it is busy selling, raise urr:queueing.worker.reservedConcurrency.",
  },
  // A batch whose messages all failed is no error of the function, so that nothing else tells of a database that is out
  // of reach: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  "ticket-worker-failed-messages": {
    metricName: "FailedInvokeEventCount",
    statistic: "Sum",
    threshold: 0,
    periodSeconds: 60,
    periods: 5,
    ofMapping: true,
    meaning:
      "messages have failed in each of five minutes and come again. Look whether PostgreSQL can be reached, and in the worker's log.",
  },
};

/** Alarms on the worker's function. Where nothing is sold nothing is reported, which is no trouble. */
export class WorkerAlarms extends Component {
  constructor(name: string, args: WorkerAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:WorkerAlarms", name, opts);
    const { functionName, mappingId, prefix, topicArn } = args;
    for (const [part, { meaning, ofMapping, periods, periodSeconds, ...metric }] of Object.entries(watched)) {
      new aws.cloudwatch.MetricAlarm(
        this.named(part),
        {
          ...metric,
          alarmDescription: `${prefix}, ticket worker: ${meaning}`,
          namespace: "AWS/Lambda",
          dimensions:
            ofMapping === true ? { EventSourceMappingUUID: mappingId } : { FunctionName: functionName },
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
