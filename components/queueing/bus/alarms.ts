import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export interface BusAlarmsArgs {
  readonly busName: pulumi.Input<string>;
  readonly ruleName: pulumi.Input<string>;
  readonly functionName: pulumi.Input<string>;
  readonly topicArn: pulumi.Input<string>;
  readonly prefix: string;
}

/**
 * Alarms on what becomes of published events. What was given up for good lies in the parking queue, which has its own.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export class BusAlarms extends Component {
  constructor(name: string, args: BusAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:BusAlarms", name, opts);
    const { busName, functionName, prefix, ruleName } = args;
    const common = {
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 300,
      treatMissingData: "notBreaching",
      alarmActions: [args.topicArn],
      okActions: [args.topicArn],
    };

    new aws.cloudwatch.MetricAlarm(
      this.named("failed-invocations"),
      {
        ...common,
        alarmDescription: `${prefix}, event bus: EventBridge could not hand events to the router at all. Compare the function's permission with the rule.`,
        namespace: "AWS/Events",
        metricName: "FailedInvocations",
        dimensions: { EventBusName: busName, RuleName: ruleName },
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
      },
      this.within,
    );
    new aws.cloudwatch.MetricAlarm(
      this.named("router-throttles"),
      {
        ...common,
        alarmDescription: `${prefix}, event bus: events have waited for the router for a quarter of an hour. Raise urr:queueing.bus.routerConcurrency.`,
        namespace: "AWS/Lambda",
        metricName: "Throttles",
        dimensions: { FunctionName: functionName },
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
      },
      this.within,
    );
    this.registerOutputs({});
  }
}
