import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export interface RedisAlarmsArgs {
  readonly replicationGroupId: pulumi.Output<string>;
  /** What is appended to the group's id to name a node. */
  readonly members: readonly string[];
  readonly hasReplicas: boolean;
  readonly nodeType: string;
  readonly topicArn: pulumi.Input<string>;
  readonly prefix: string;
}

interface Watched {
  readonly metricName: string;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
  readonly threshold: number;
  readonly below?: true;
  /** What is wrong and what to do, to be read after the node's name. */
  readonly meaning: string;
}

/** After AWS's advice on which metrics to watch: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html */
const always: Readonly<Record<string, Watched>> = {
  cpu: {
    metricName: "EngineCPUUtilization",
    statistic: "Average",
    threshold: 80,
    meaning: "the engine's thread is busy. Look for slow commands in the slow log, then spread or grow.",
  },
  memory: {
    metricName: "DatabaseMemoryUsagePercentage",
    statistic: "Average",
    threshold: 80,
    meaning:
      "more than 80 % of the memory is used. Look for keys without an expiry, then take a larger node.",
  },
  evictions: {
    metricName: "Evictions",
    statistic: "Sum",
    threshold: 0,
    meaning: "keys are dropped for want of memory, sessions and holds among them. Take a larger node.",
  },
  connections: {
    metricName: "CurrConnections",
    statistic: "Maximum",
    // Of 65,000 that a node takes.
    threshold: 52_000,
    meaning: "80 % of the connections are taken. Look for a client that opens them without closing.",
  },
  swap: {
    metricName: "SwapUsage",
    statistic: "Maximum",
    threshold: 300 * 1024 * 1024,
    meaning: "more than 300 MB are swapped out, and answers slow down. Raise reserved-memory-percent.",
  },
};

const ofReplicas: Readonly<Record<string, Watched>> = {
  lag: {
    metricName: "ReplicationLag",
    statistic: "Maximum",
    threshold: 5,
    meaning: "the replica is more than 5 seconds behind; a failover to it would lose them. Look at writes.",
  },
};

const ofBurstableNodes: Readonly<Record<string, Watched>> = {
  credits: {
    metricName: "CPUCreditBalance",
    statistic: "Minimum",
    // A micro earns 12 in an hour.
    threshold: 12,
    below: true,
    meaning: "CPU credits run out, and the node slows to its baseline. Take a larger or a steady node type.",
  },
};

/** Alarms on every node of a replication group; a node that reports nothing is told by those who cannot reach it. */
export class RedisAlarms extends Component {
  constructor(name: string, args: RedisAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:RedisAlarms", name, opts);

    const watched = {
      ...always,
      ...(args.hasReplicas ? ofReplicas : {}),
      ...(/^cache\.t\d/.test(args.nodeType) ? ofBurstableNodes : {}),
    };
    for (const member of args.members) {
      for (const [kind, { metricName, statistic, threshold, below, meaning }] of Object.entries(watched)) {
        new aws.cloudwatch.MetricAlarm(
          this.named(`${member}-${kind}`),
          {
            alarmDescription: `${args.prefix}, Redis node ${member}: ${meaning}`,
            namespace: "AWS/ElastiCache",
            metricName,
            dimensions: { CacheClusterId: pulumi.interpolate`${args.replicationGroupId}-${member}` },
            statistic,
            comparisonOperator: below === true ? "LessThanThreshold" : "GreaterThanThreshold",
            threshold,
            period: 300,
            evaluationPeriods: 3,
            datapointsToAlarm: 3,
            treatMissingData: "notBreaching",
            alarmActions: [args.topicArn],
            okActions: [args.topicArn],
          },
          this.within,
        );
      }
    }

    this.registerOutputs({});
  }
}
