import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export interface BackupAlarmsArgs {
  readonly vaultName: pulumi.Output<string>;
  /** Whether backups are copied to another region. */
  readonly copies: boolean;
  readonly topicArn: pulumi.Input<string>;
  /** What the alarms speak of, e.g. `urr-prod, backups`. */
  readonly subject: string;
}

/**
 * Alarms on backups, after https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 *
 * Alarms and not the vault's own notifications: those tell of every success too, and nobody reads the thirtieth mail.
 */
export class BackupAlarms extends Component {
  constructor(name: string, args: BackupAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:BackupAlarms", name, opts);
    const { subject } = args;
    const common = {
      namespace: "AWS/Backup",
      dimensions: { BackupVaultName: args.vaultName },
      statistic: "Sum",
      alarmActions: [args.topicArn],
      okActions: [args.topicArn],
    };
    const anyOf = (metricName: string, what: string) => ({
      ...common,
      metricName,
      alarmDescription: `${subject}: ${what} The job in the AWS Backup console says why; start it again by hand once that is mended.`,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 300,
      evaluationPeriods: 1,
      // No job, no data.
      treatMissingData: "notBreaching",
    });

    new aws.cloudwatch.MetricAlarm(
      this.named("failed"),
      anyOf("NumberOfBackupJobsFailed", "a backup has failed."),
      this.within,
    );
    new aws.cloudwatch.MetricAlarm(
      this.named("expired"),
      anyOf(
        "NumberOfBackupJobsExpired",
        "a backup did not begin within its hour, or was not done within its day.",
      ),
      this.within,
    );
    new aws.cloudwatch.MetricAlarm(
      this.named("aborted"),
      anyOf("NumberOfBackupJobsAborted", "somebody has stopped a backup."),
      this.within,
    );
    if (args.copies) {
      new aws.cloudwatch.MetricAlarm(
        this.named("copies"),
        anyOf("NumberOfCopyJobsFailed", "a copy to the other region has failed."),
        this.within,
      );
    }
    new aws.cloudwatch.MetricAlarm(
      this.named("none"),
      {
        ...common,
        metricName: "NumberOfBackupJobsCompleted",
        alarmDescription: `${subject}: no backup has been completed for two days. Look whether the plan still runs and its role still has its rights. A new environment is in this state until its first night.`,
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        period: 86_400,
        evaluationPeriods: 2,
        datapointsToAlarm: 2,
        // No data is exactly what a plan looks like that does not run.
        treatMissingData: "breaching",
      },
      this.within,
    );

    this.registerOutputs({});
  }
}
