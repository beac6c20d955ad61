import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import { WatchedFigures, type Watched } from "../../watched-figures";

export interface PodWorkerAlarmsArgs {
  readonly prefix: string;
  readonly queueName: pulumi.Input<string>;
  /** Group to which the logs of pods go; undefined where they do not go to CloudWatch, and the log tells nobody. */
  readonly logGroupName: pulumi.Input<string> | undefined;
  /** Namespace of the figures that are made of the log. */
  readonly figures: string;
  readonly topicArn: pulumi.Input<string>;
}

interface Told extends Pick<Watched, "meaning" | "minutes"> {
  readonly metricName: string;
  /** As the worker's log has it. */
  readonly message: string;
}

/** A quarter of an hour with something in most of its minutes of work. */
const steadily = { of: 15, bad: 5 } as const;

const once = { of: 1, bad: 1 } as const;

/** What the worker's log tells, by the words of `functions/ticket-worker/report.ts` and `poll.ts`. */
export const told: Readonly<Record<string, Told>> = {
  "messages-failed": {
    metricName: "FailedMessages",
    message: "a message failed, and comes again",
    meaning: "messages fail and come again. Look whether PostgreSQL can be reached, and in the worker's log.",
    minutes: steadily,
  },
  "batches-failed": {
    metricName: "FailedBatches",
    message: "a batch failed as a whole, and comes again",
    meaning: "a batch failed as a whole, which is a fault of the program. Its log says which.",
    minutes: once,
  },
  "stream-silent": {
    metricName: "StreamSilent",
    message: "the stream does not answer",
    meaning: "pods do not get through to SQS. Look at their identity, and at the way to AWS.",
    minutes: steadily,
  },
  "seat-maps-stale": {
    metricName: "SeatMapsStale",
    message: "a seat map was not shown",
    meaning:
      "buyers have been shown old seat maps for minutes. Nothing is lost, and seats are not sold twice; look at Redis.",
    minutes: steadily,
  },
  "refunds-due": {
    metricName: "RefundsDue",
    message: "a refund is due",
    meaning:
      "somebody has paid for seats that were no longer held. The log names the reservation; give the money back.",
    minutes: once,
  },
  "comparison-failed": {
    metricName: "FailedComparisons",
    message: "the comparison of seat maps failed",
    meaning:
      "a comparison of seat maps with the database has failed. Its log says why; the next one does the same work.",
    minutes: once,
  },
};

/**
 * Alarms on the worker's pods. They are mostly made of their log: what pods print as figures reaches CloudWatch as the
 * text of a log event, wrapped by Fluent Bit, where it is no figure.
 */
export class PodWorkerAlarms extends Component {
  constructor(name: string, args: PodWorkerAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:PodWorkerAlarms", name, opts);
    const { figures, logGroupName, prefix, topicArn } = args;
    this.#nobodyWorks(args);
    if (logGroupName !== undefined) {
      for (const [part, { message, metricName }] of Object.entries(told)) {
        new aws.cloudwatch.LogMetricFilter(
          this.named(part),
          {
            logGroupName,
            pattern: `{ $.log_processed.service = "ticket-worker" && $.log_processed.message = "${message}" }`,
            metricTransformation: { namespace: figures, name: metricName, value: "1", unit: "Count" },
          },
          this.within,
        );
      }
      const watched = Object.fromEntries(
        Object.entries(told).map(([part, { meaning, metricName, minutes }]): readonly [string, Watched] => [
          part,
          { meaning, minutes, figure: { namespace: figures, metricName, dimensions: {}, statistic: "Sum" } },
        ]),
      );
      new WatchedFigures(
        this.named("log"),
        { subject: `${prefix}, ticket worker`, topicArn, watched },
        this.within,
      );
    }
    this.registerOutputs({});
  }

  /** Where KEDA or the nodes fail, no pod is there to say so. What has failed is received again within three minutes. */
  #nobodyWorks({ prefix, queueName, topicArn }: PodWorkerAlarmsArgs): void {
    const minutes = 10;
    const figure = (id: string, metricName: string, stat: string) => ({
      id,
      metric: { namespace: "AWS/SQS", metricName, dimensions: { QueueName: queueName }, period: 60, stat },
    });
    new aws.cloudwatch.MetricAlarm(
      this.named("nobody-works"),
      {
        alarmDescription: `${prefix}, ticket worker: events wait, and nobody has taken any for ten minutes. \`kubectl describe scaledobject ticket-worker\` tells what KEDA lacks, \`kubectl get pods\` whether pods start.`,
        metricQueries: [
          figure("waiting", "ApproximateNumberOfMessagesVisible", "Minimum"),
          figure("received", "NumberOfMessagesReceived", "Sum"),
          {
            id: "idle",
            label: "events wait for nobody",
            expression: "IF(FILL(waiting, 0) > 0 AND FILL(received, 0) == 0, 1, 0)",
            returnData: true,
          },
        ],
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        evaluationPeriods: minutes,
        datapointsToAlarm: minutes,
        treatMissingData: "notBreaching",
        alarmActions: [topicArn],
        okActions: [topicArn],
      },
      this.within,
    );
  }
}
