import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export interface StreamAlarmsArgs {
  readonly queueName: pulumi.Input<string>;
  readonly deadLetterQueueName: pulumi.Input<string>;
  /** How long an event may wait. */
  readonly maxAgeSeconds: number;
  readonly topicArn: pulumi.Input<string>;
  readonly prefix: string;
}

/**
 * Alarms on the queues of ticket events. A queue that nobody has used for hours reports nothing, which is no trouble.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export class StreamAlarms extends Component {
  constructor(name: string, args: StreamAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:StreamAlarms", name, opts);
    const { maxAgeSeconds, prefix } = args;
    const alarm = (
      part: string,
      queueName: pulumi.Input<string>,
      what: { readonly metricName: string; readonly threshold: number; readonly alarmDescription: string },
    ) =>
      new aws.cloudwatch.MetricAlarm(
        this.named(part),
        {
          ...what,
          namespace: "AWS/SQS",
          dimensions: { QueueName: queueName },
          statistic: "Maximum",
          comparisonOperator: "GreaterThanThreshold",
          period: 60,
          evaluationPeriods: 1,
          datapointsToAlarm: 1,
          treatMissingData: "notBreaching",
          alarmActions: [args.topicArn],
          okActions: [args.topicArn],
        },
        this.within,
      );

    alarm("ticket-events-dlq-messages", args.deadLetterQueueName, {
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 0,
      alarmDescription: `${prefix}, ticket events: some were given up. The attributes \`reason\` and \`detail\` of each message say why, and docs/queueing.md how to move them back once the cause is gone.`,
    });
    alarm("ticket-events-message-age", args.queueName, {
      metricName: "ApproximateAgeOfOldestMessage",
      threshold: maxAgeSeconds,
      alarmDescription: `${prefix}, ticket events: one has waited longer than ${String(maxAgeSeconds)} seconds. Look at the worker's log and its alarms; if it is merely busy, give it more concurrency.`,
    });

    this.registerOutputs({});
  }
}
