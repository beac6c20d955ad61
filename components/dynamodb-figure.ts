import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** One of DynamoDB's metrics, of a table, an index or an operation. */
export interface DynamoMetric {
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * The sum of metrics of DynamoDB by the minute, as an alarm looks at it; a minute without any counts as zero.
 *
 * DynamoDB reports only what there is, and CloudWatch lets no alarm on its metrics say what silence means: one that
 * rings would never hear that all is well again.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function dynamodbFigure(
  label: string,
  metrics: readonly DynamoMetric[],
): NonNullable<aws.cloudwatch.MetricAlarmArgs["metricQueries"]> {
  return [
    {
      id: "figure",
      expression: metrics.map((_, index) => `FILL(m${String(index)}, 0)`).join(" + "),
      label,
      returnData: true,
    },
    ...metrics.map((metric, index) => ({
      id: `m${String(index)}`,
      metric: { ...metric, namespace: "AWS/DynamoDB", stat: "Sum", period: 60 },
    })),
  ];
}
