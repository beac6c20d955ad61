import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component";

export interface NatAlarmsArgs {
  readonly natGatewayId: pulumi.Output<string>;
  readonly topicArn: pulumi.Input<string>;
  /** What the alarms speak of, e.g. `urr-prod, NAT gateway of zone a`. */
  readonly subject: string;
}

/**
 * Alarms on a NAT gateway, after what AWS says of its metrics:
 * https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 *
 * Missing data is no trouble: a gateway without traffic reports nothing.
 */
export class NatAlarms extends Component {
  constructor(name: string, args: NatAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:network:NatAlarms", name, opts);
    const dimensions = { NatGatewayId: args.natGatewayId };
    const common = {
      treatMissingData: "notBreaching",
      alarmActions: [args.topicArn],
      okActions: [args.topicArn],
    };
    const total = "(packetsInFromSource + packetsInFromDestination)";
    const sumOf = (metricName: string) => ({
      id: metricName.charAt(0).toLowerCase() + metricName.slice(1),
      metric: { namespace: "AWS/NATGateway", metricName, dimensions, stat: "Sum", period: 300 },
    });

    new aws.cloudwatch.MetricAlarm(
      this.named("ports"),
      {
        ...common,
        alarmDescription: `${args.subject}: no source port was left for a connection. Spread the destinations or add a gateway.`,
        namespace: "AWS/NATGateway",
        metricName: "ErrorPortAllocation",
        dimensions,
        statistic: "Maximum",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        period: 300,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
      },
      this.within,
    );
    new aws.cloudwatch.MetricAlarm(
      this.named("drops"),
      {
        ...common,
        alarmDescription: `${args.subject}: more than 0.01 % of packets are dropped. If it lasts, ask AWS support.`,
        metricQueries: [
          {
            id: "dropped",
            // A floor, or a single packet would be too many on an idle gateway.
            expression: `IF(${total} > 100000, 100 * packetsDropCount / ${total}, 0)`,
            label: "Dropped packets in percent",
            returnData: true,
          },
          sumOf("PacketsDropCount"),
          sumOf("PacketsInFromSource"),
          sumOf("PacketsInFromDestination"),
        ],
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0.01,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
      },
      this.within,
    );

    this.registerOutputs({});
  }
}
