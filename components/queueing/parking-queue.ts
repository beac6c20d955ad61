import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import { policyDocument, tlsOnly, type Statement } from "../policy-document";

export interface ParkingQueueArgs {
  /** Who may send beside those to whom IAM gives it. */
  readonly statements?: (queueArn: pulumi.Output<string>) => readonly Statement[];
  /** Who is told as soon as something lies here; nobody where undefined. */
  readonly alarm: { readonly description: string; readonly topicArn: pulumi.Input<string> } | undefined;
}

/** 14 days, the most that SQS keeps: somebody has to look. */
const retentionSeconds = 1_209_600;

/**
 * Where a service of AWS leaves what it could not deliver. It cannot be a FIFO queue:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 *
 * Encrypted by SQS itself, so that services which deliver here need no key of ours.
 */
export class ParkingQueue extends Component {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: ParkingQueueArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:ParkingQueue", name, opts);
    const { alarm, statements = () => [] } = args;
    const queue = new aws.sqs.Queue(
      this.named("queue"),
      { messageRetentionSeconds: retentionSeconds, sqsManagedSseEnabled: true },
      this.within,
    );
    new aws.sqs.QueuePolicy(
      this.named("policy"),
      {
        queueUrl: queue.url,
        policy: policyDocument([...statements(queue.arn), tlsOnly("sqs:*", queue.arn)]),
      },
      this.within,
    );
    if (alarm !== undefined) {
      new aws.cloudwatch.MetricAlarm(
        this.named("filled"),
        {
          alarmDescription: alarm.description,
          namespace: "AWS/SQS",
          metricName: "ApproximateNumberOfMessagesVisible",
          dimensions: { QueueName: queue.name },
          statistic: "Maximum",
          comparisonOperator: "GreaterThanThreshold",
          threshold: 0,
          period: 60,
          evaluationPeriods: 1,
          datapointsToAlarm: 1,
          treatMissingData: "notBreaching",
          alarmActions: [alarm.topicArn],
          okActions: [alarm.topicArn],
        },
        this.within,
      );
    }

    this.arn = queue.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
