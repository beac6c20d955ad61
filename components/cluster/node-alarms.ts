import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";
import type { Operations } from "../operations";

export interface NodeAlarmsArgs {
  readonly clusterName: string;
  readonly autoscalingGroupName: pulumi.Input<string>;
  readonly operations: Pick<Operations, "alarms">;
  /** Whether it is in order that no node is there, e.g. at night. */
  readonly mayBeEmpty: boolean;
}

/** What EC2 itself tells of managed nodes, without an agent in the cluster. */
export class NodeAlarms extends Component {
  constructor(name: string, args: NodeAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:cluster:NodeAlarms", name, opts);
    const { alarms } = args.operations;
    const common = {
      dimensions: { AutoScalingGroupName: args.autoscalingGroupName },
      namespace: "AWS/EC2",
      comparisonOperator: "GreaterThanThreshold",
      // Every five minutes, as EC2 measures where nobody pays for more.
      period: 300,
      alarmActions: [alarms.arn],
      okActions: [alarms.arn],
    };
    new aws.cloudwatch.MetricAlarm(
      this.named("cpu"),
      {
        ...common,
        alarmDescription: `${args.clusterName}: nodes are more than 85 % busy for a quarter of an hour, or there are none. Find the pods by kubectl top pods -A, or raise urr:cluster.nodes; where nodes are missing, the activity of their Auto Scaling group says why.`,
        metricName: "CPUUtilization",
        statistic: "Average",
        threshold: 85,
        treatMissingData: args.mayBeEmpty ? "notBreaching" : "breaching",
        evaluationPeriods: 3,
      },
      this.within,
    );
    new aws.cloudwatch.MetricAlarm(
      this.named("failed-checks"),
      {
        ...common,
        alarmDescription: `${args.clusterName}: a node fails the checks of EC2. EKS replaces it by itself within half an hour; if the alarm stays, terminate the instance.`,
        metricName: "StatusCheckFailed",
        statistic: "Maximum",
        threshold: 0,
        treatMissingData: "notBreaching",
        evaluationPeriods: 6,
      },
      this.within,
    );
    this.registerOutputs({});
  }
}
