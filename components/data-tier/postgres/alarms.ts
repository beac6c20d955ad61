import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import { instanceClass, maxConnections } from "./instance-classes";
import type { PostgresSettings } from "./settings";

export interface PostgresAlarmsArgs {
  readonly instanceIdentifier: pulumi.Input<string>;
  readonly settings: Pick<PostgresSettings, "instanceClass" | "storage" | "insights" | "parameters">;
  readonly topicArn: pulumi.Input<string>;
  /** What the alarms speak of, e.g. `urr-prod, PostgreSQL`. */
  readonly subject: string;
  /** Whether an instance that reports nothing is trouble; one that is stopped at night is not. */
  readonly alwaysOn: boolean;
}

/** One alarm on an average over five minutes. */
interface Watch {
  readonly part: string;
  readonly metricName: string;
  readonly above?: number;
  readonly below?: number;
  /** Periods of five minutes in a row; three unless said. */
  readonly periods?: number;
  /** What is the matter, and what to do. */
  readonly says: string;
}

const gib = 2 ** 30;

/**
 * What is watched, after AWS's recommendations for RDS:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
 */
function watches(settings: PostgresAlarmsArgs["settings"]): readonly Watch[] {
  const size = instanceClass(settings.instanceClass);
  if (size === undefined) throw new Error(`${settings.instanceClass} is no instance class`);
  const connections = Number(settings.parameters["max_connections"] ?? maxConnections(size));
  return [
    {
      part: "cpu",
      metricName: "CPUUtilization",
      above: 80,
      periods: 1,
      says: "the processor is more than 80 % busy. Look for costly statements in Database Insights, or take a larger class.",
    },
    {
      part: "connections",
      metricName: "DatabaseConnections",
      above: Math.floor(0.8 * connections),
      periods: 1,
      says: `more than 80 % of about ${String(connections)} connections are open. Find who holds them, or take a larger class.`,
    },
    {
      part: "memory",
      metricName: "FreeableMemory",
      below: Math.floor(0.1 * size.memoryGib * gib),
      says: "less than a tenth of the memory is left. Lower work_mem or the connections, or take a larger class.",
    },
    {
      part: "storage",
      metricName: "FreeStorageSpace",
      below: Math.floor(0.08 * settings.storage.gib * gib),
      says: "storage should have grown at 10 % left, and has not. Raise storage.maxGib, or find what fills it.",
    },
    {
      part: "read-latency",
      metricName: "ReadLatency",
      above: 0.02,
      says: "reading from disk takes longer than 20 ms. Look for scans of whole tables.",
    },
    {
      part: "write-latency",
      metricName: "WriteLatency",
      above: 0.02,
      says: "writing to disk takes longer than 20 ms. Look for bulk writes, or enlarge the storage for more IOPS.",
    },
    {
      part: "disk-queue",
      metricName: "DiskQueueDepth",
      above: 64,
      says: "more than 64 requests wait for the disk. Enlarge the storage for more IOPS.",
    },
    {
      part: "transaction-ids",
      metricName: "MaximumUsedTransactionIDs",
      above: 1_000_000_000,
      periods: 1,
      says: "half of the transaction ids are used. Find the table that is not vacuumed before PostgreSQL stops writing.",
    },
    ...(settings.insights.mode === "off"
      ? []
      : [
          {
            part: "load",
            metricName: "DBLoad",
            above: size.vcpus,
            says: "more sessions are at work than there are processors. Database Insights shows what they wait for.",
          },
        ]),
    ...(size.burstable
      ? [
          {
            part: "cpu-credits",
            metricName: "CPUCreditBalance",
            below: 20,
            says: "the credits of the processor are used up, and what is beyond is billed. Take a class that has no credits.",
          },
        ]
      : []),
    ...(size.diskBursts
      ? [
          {
            part: "disk-bytes",
            metricName: "EBSByteBalance%",
            below: 10,
            says: "the way to the disk soon falls back to its lasting throughput. Take a larger class.",
          },
          {
            part: "disk-requests",
            metricName: "EBSIOBalance%",
            below: 10,
            says: "the way to the disk soon falls back to its lasting rate of requests. Take a larger class.",
          },
        ]
      : []),
  ];
}

/** Alarms on an instance. */
export class PostgresAlarms extends Component {
  constructor(name: string, args: PostgresAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:PostgresAlarms", name, opts);

    for (const { part, metricName, above, below, periods = 3, says } of watches(args.settings)) {
      new aws.cloudwatch.MetricAlarm(
        this.named(part),
        {
          alarmDescription: `${args.subject}: ${says}`,
          namespace: "AWS/RDS",
          metricName,
          dimensions: { DBInstanceIdentifier: args.instanceIdentifier },
          statistic: "Average",
          comparisonOperator: above === undefined ? "LessThanThreshold" : "GreaterThanThreshold",
          threshold: above ?? below ?? 0,
          period: 300,
          evaluationPeriods: periods,
          datapointsToAlarm: periods,
          // The processor always reports: silence there is an instance that is down. The others may have nothing to say.
          treatMissingData: part === "cpu" && args.alwaysOn ? "breaching" : "notBreaching",
          alarmActions: [args.topicArn],
          okActions: [args.topicArn],
        },
        this.within,
      );
    }

    this.registerOutputs({});
  }
}
