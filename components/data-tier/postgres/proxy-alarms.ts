import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export interface ProxyAlarmsArgs {
  readonly proxyName: pulumi.Input<string>;
  readonly topicArn: pulumi.Input<string>;
  /** What the alarms speak of, e.g. `urr-prod, proxy of PostgreSQL`. */
  readonly subject: string;
  /** Whether a database out of reach is trouble; one that is stopped at night is not. */
  readonly alwaysOn: boolean;
}

/**
 * Alarms on a proxy. Latencies are in microseconds.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.monitoring.html
 *
 * Its connections to the database are watched at the database. What it takes from clients has no limit of ours.
 */
export class ProxyAlarms extends Component {
  constructor(name: string, args: ProxyAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:ProxyAlarms", name, opts);
    const common = {
      namespace: "AWS/RDS",
      treatMissingData: "notBreaching",
      alarmActions: [args.topicArn],
      okActions: [args.topicArn],
    };
    const proxy = { ProxyName: args.proxyName };
    const threeOfThree = { period: 300, evaluationPeriods: 3, datapointsToAlarm: 3 };

    new aws.cloudwatch.MetricAlarm(
      this.named("borrow"),
      {
        ...common,
        ...threeOfThree,
        alarmDescription: `${args.subject}: clients wait longer than 100 ms for a connection. Look for pinned sessions in its log, or raise the database's connections.`,
        metricName: "DatabaseConnectionsBorrowLatency",
        dimensions: proxy,
        statistic: "Average",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 100_000,
      },
      this.within,
    );
    new aws.cloudwatch.MetricAlarm(
      this.named("response"),
      {
        ...common,
        ...threeOfThree,
        alarmDescription: `${args.subject}: the database takes longer than 500 ms to answer. Look for slow statements in its log.`,
        metricName: "QueryDatabaseResponseLatency",
        dimensions: proxy,
        statistic: "Average",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 500_000,
      },
      this.within,
    );
    new aws.cloudwatch.MetricAlarm(
      this.named("logins"),
      {
        ...common,
        alarmDescription: `${args.subject}: logins fail. Compare the clients' secrets with the users of the database.`,
        metricName: "ClientConnectionsSetupFailedAuth",
        dimensions: proxy,
        statistic: "Sum",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 20,
        period: 300,
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
      },
      this.within,
    );
    if (args.alwaysOn) {
      new aws.cloudwatch.MetricAlarm(
        this.named("target"),
        {
          ...common,
          alarmDescription: `${args.subject}: it does not reach the database. \`aws rds describe-db-proxy-targets\` says why.`,
          metricName: "AvailabilityPercentage",
          dimensions: { ...proxy, TargetGroup: "default", TargetRole: "READ_WRITE" },
          statistic: "Average",
          comparisonOperator: "LessThanThreshold",
          threshold: 90,
          period: 60,
          evaluationPeriods: 5,
          datapointsToAlarm: 5,
        },
        this.within,
      );
    }

    this.registerOutputs({});
  }
}
