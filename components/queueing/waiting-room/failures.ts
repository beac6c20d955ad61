import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import type { Operations } from "../../operations";
import { policyDocument, tlsOnly } from "../../policy-document";

export interface FailureQueueArgs {
  readonly operations: Pick<Operations, "alarms">;
  /** What the alarm speaks of, e.g. `urr-prod, waiting room`. */
  readonly subject: string;
}

/** 14 days, the most that SQS keeps: somebody has to look. */
const retentionSeconds = 1_209_600;

/**
 * Where runs of the minute go that could not be made or have failed. They are not to be made up for, as the next minute
 * does all that is due: what lies here tells what went wrong.
 *
 * Encrypted by SQS itself: a run holds nothing that is anybody's, and Scheduler and Lambda need no key for it.
 */
export class FailureQueue extends Component {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: FailureQueueArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:FailureQueue", name, opts);
    const queue = new aws.sqs.Queue(
      this.named("queue"),
      { messageRetentionSeconds: retentionSeconds, sqsManagedSseEnabled: true },
      this.within,
    );
    new aws.sqs.QueuePolicy(
      this.named("policy"),
      { queueUrl: queue.url, policy: policyDocument([tlsOnly("sqs:*", queue.arn)]) },
      this.within,
    );
    new aws.cloudwatch.MetricAlarm(
      this.named("filled"),
      {
        alarmDescription: `${args.subject}: a run of the minute has failed. Read its message in the queue and the function's log; the next minute does all that is due. Purge the queue when it is understood.`,
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: queue.name },
        statistic: "Maximum",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        period: 300,
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
        treatMissingData: "notBreaching",
        alarmActions: [args.operations.alarms.arn],
        okActions: [args.operations.alarms.arn],
      },
      this.within,
    );

    this.arn = queue.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
