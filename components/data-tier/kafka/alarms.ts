import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export interface KafkaAlarmsArgs {
  readonly clusterName: pulumi.Output<string>;
  /** MSK numbers its brokers from one. */
  readonly brokers: number;
  readonly brokerType: string;
  readonly topicArn: pulumi.Input<string>;
  readonly prefix: string;
}

interface Watched {
  readonly metricName: string;
  readonly statistic: "Average" | "Maximum" | "Minimum";
  readonly comparisonOperator: "GreaterThanThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** Periods of five minutes. */
  readonly periods: number;
  readonly treatMissingData: "breaching" | "notBreaching";
  /** What is wrong and what to do. */
  readonly meaning: string;
}

const above = (threshold: number) => ({ comparisonOperator: "GreaterThanThreshold", threshold }) as const;
const below = (threshold: number) => ({ comparisonOperator: "LessThanThreshold", threshold }) as const;

/** Metrics of the free level: https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html */
const ofTheCluster: Readonly<Record<string, Watched>> = {
  "no-active-controller": {
    metricName: "ActiveControllerCount",
    statistic: "Maximum",
    ...below(1),
    periods: 2,
    // A cluster that reports nothing has no controller either.
    treatMissingData: "breaching",
    meaning: "no controller leads the cluster; topics and leaders cannot change. Call AWS support.",
  },
  "offline-partitions": {
    metricName: "OfflinePartitionsCount",
    statistic: "Maximum",
    ...above(0),
    periods: 1,
    treatMissingData: "notBreaching",
    meaning: "partitions have no leader and take no messages. See which broker is down and why.",
  },
};

const ofABroker: Readonly<Record<string, Watched>> = {
  "under-replicated": {
    metricName: "UnderReplicatedPartitions",
    statistic: "Maximum",
    ...above(0),
    periods: 6,
    treatMissingData: "notBreaching",
    meaning: "partitions lack copies for half an hour, longer than a patch takes. See which broker lags.",
  },
  "under-min-isr": {
    metricName: "UnderMinIsrPartitionCount",
    statistic: "Maximum",
    ...above(0),
    periods: 2,
    treatMissingData: "notBreaching",
    meaning: "partitions have too few copies in step and refuse messages. Bring the missing broker back.",
  },
  disk: {
    metricName: "KafkaDataLogsDiskUsed",
    statistic: "Maximum",
    ...above(80),
    periods: 3,
    treatMissingData: "notBreaching",
    meaning: "the disk is 80 % full and did not grow. Raise urr:dataTier.kafka.maxGib or shorten retention.",
  },
  heap: {
    metricName: "HeapMemoryAfterGC",
    statistic: "Maximum",
    ...above(60),
    periods: 3,
    treatMissingData: "notBreaching",
    meaning:
      "more than 60 % of the heap is in use after a collection. Use fewer partitions or a larger type.",
  },
};

const ofABurstableBroker: Readonly<Record<string, Watched>> = {
  credits: {
    metricName: "CPUCreditBalance",
    statistic: "Minimum",
    // What a small one earns in an hour.
    ...below(24),
    periods: 3,
    treatMissingData: "notBreaching",
    meaning: "CPU credits run out, and the broker slows to its baseline. Take kafka.m7g.large.",
  },
};

/** AWS advises to stay below: the rest carries the load of a broker that fails. https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html */
const busyPercent = 60;

/** Alarms on a cluster and on each of its brokers. */
export class KafkaAlarms extends Component {
  constructor(name: string, args: KafkaAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:KafkaAlarms", name, opts);
    const cluster = { "Cluster Name": args.clusterName };

    for (const [kind, watched] of Object.entries(ofTheCluster)) {
      this.alarm(kind, `${args.prefix}, Kafka`, watched, cluster, args.topicArn);
    }
    const perBroker = {
      ...ofABroker,
      ...(args.brokerType.startsWith("kafka.t") ? ofABurstableBroker : {}),
    };
    for (const broker of Array.from({ length: args.brokers }, (_, index) => String(index + 1))) {
      const dimensions = { ...cluster, "Broker ID": broker };
      const subject = `${args.prefix}, Kafka broker ${broker}`;
      for (const [kind, watched] of Object.entries(perBroker)) {
        this.alarm(`${broker}-${kind}`, subject, watched, dimensions, args.topicArn);
      }
      this.cpuAlarm(`${broker}-cpu`, subject, dimensions, args.topicArn);
    }

    this.registerOutputs({});
  }

  private alarm(
    part: string,
    subject: string,
    { meaning, periods, ...watched }: Watched,
    dimensions: Readonly<Record<string, pulumi.Input<string>>>,
    topicArn: pulumi.Input<string>,
  ): void {
    new aws.cloudwatch.MetricAlarm(
      this.named(part),
      {
        alarmDescription: `${subject}: ${meaning}`,
        namespace: "AWS/Kafka",
        ...watched,
        dimensions: { ...dimensions },
        period: 300,
        evaluationPeriods: periods,
        datapointsToAlarm: periods,
        alarmActions: [topicArn],
        okActions: [topicArn],
      },
      this.within,
    );
  }

  private cpuAlarm(
    part: string,
    subject: string,
    dimensions: Readonly<Record<string, pulumi.Input<string>>>,
    topicArn: pulumi.Input<string>,
  ): void {
    const averageOf = (id: string, metricName: string) => ({
      id,
      metric: {
        namespace: "AWS/Kafka",
        metricName,
        dimensions: { ...dimensions },
        stat: "Average",
        period: 300,
      },
    });
    new aws.cloudwatch.MetricAlarm(
      this.named(part),
      {
        alarmDescription: `${subject}: CPU is above ${String(busyPercent)} %, and the others could not take over. Add brokers or take a larger type.`,
        metricQueries: [
          { id: "busy", expression: "user + system", label: "CPU in percent", returnData: true },
          averageOf("user", "CpuUser"),
          averageOf("system", "CpuSystem"),
        ],
        comparisonOperator: "GreaterThanThreshold",
        threshold: busyPercent,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        treatMissingData: "notBreaching",
        alarmActions: [topicArn],
        okActions: [topicArn],
      },
      this.within,
    );
  }
}
