import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

type Statistic = "Average" | "Maximum" | "Minimum" | "Sum" | `p${number}`;

/** One figure that says when somebody has to look. */
export interface Watched {
  /** What is wrong and what to do, to be read after the subject. */
  readonly meaning: string;
  readonly above?: number;
  /** In place of `above`. */
  readonly below?: number;
  /** Minutes that are looked at, one by one, and in how many of them it must be so. */
  readonly minutes: { readonly of: number; readonly bad: number };
  /** What silence means; nothing bad unless given. */
  readonly silence?: "is bad";
  readonly figure:
    | {
        readonly namespace: string;
        readonly metricName: string;
        readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
        readonly statistic: Statistic;
      }
    /** A query of Metrics Insights, where not every series is known at the deployment. */
    | { readonly query: string };
}

export interface WaitingRoomAlarmsArgs {
  /** What the alarms speak of, e.g. `urr-prod, waiting room`. */
  readonly subject: string;
  readonly topicArn: pulumi.Input<string>;
  /** By a short name, which becomes part of the alarm's. */
  readonly watched: Readonly<Record<string, Watched>>;
}

/** Alarms that tell the environment's topic, when it begins and when it is over. */
export class WaitingRoomAlarms extends Component {
  constructor(name: string, args: WaitingRoomAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:WaitingRoomAlarms", name, opts);
    for (const [short, watched] of Object.entries(args.watched)) {
      const { above = 0, below, minutes, silence } = watched;
      new aws.cloudwatch.MetricAlarm(
        this.named(short),
        {
          alarmDescription: `${args.subject}: ${watched.meaning}`,
          ...figureOf(watched),
          comparisonOperator: below === undefined ? "GreaterThanThreshold" : "LessThanThreshold",
          threshold: below ?? above,
          evaluationPeriods: minutes.of,
          datapointsToAlarm: minutes.bad,
          treatMissingData: silence === undefined ? "notBreaching" : "breaching",
          alarmActions: [args.topicArn],
          okActions: [args.topicArn],
        },
        this.within,
      );
    }
    this.registerOutputs({});
  }
}

const period = 60;

function figureOf({ figure }: Watched): Partial<aws.cloudwatch.MetricAlarmArgs> {
  if ("query" in figure) {
    return { metricQueries: [{ id: "figure", expression: figure.query, period, returnData: true }] };
  }
  const { namespace, metricName, dimensions, statistic } = figure;
  const kind = statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic };
  return { namespace, metricName, dimensions, period, ...kind };
}
