import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "./component";

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
    | { readonly query: string }
    /** How many of a hundred: sums of some figures in the sum of another. */
    | {
        readonly namespace: string;
        readonly percent: readonly string[];
        readonly of: string;
        /** Fewer than so many in a minute say nothing. */
        readonly least: number;
        readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
      };
}

export interface WatchedFiguresArgs {
  /** What the alarms speak of, e.g. `urr-prod, waiting room`. */
  readonly subject: string;
  readonly topicArn: pulumi.Input<string>;
  /** Where figures, topic and alarms are, if not in the region of the stack. */
  readonly region?: string;
  /** By a short name, which becomes part of the alarm's. */
  readonly watched: Readonly<Record<string, Watched>>;
}

/** Alarms that tell the environment's topic, when it begins and when it is over. */
export class WatchedFigures extends Component {
  constructor(name: string, args: WatchedFiguresArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:operations:WatchedFigures", name, opts);
    for (const [short, watched] of Object.entries(args.watched)) {
      const { above = 0, below, minutes, silence } = watched;
      new aws.cloudwatch.MetricAlarm(
        this.named(short),
        {
          ...(args.region === undefined ? {} : { region: args.region }),
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
  if ("percent" in figure) return { metricQueries: percentOf(figure) };
  const { namespace, metricName, dimensions, statistic } = figure;
  const kind = statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic };
  return { namespace, metricName, dimensions, period, ...kind };
}

function percentOf({
  namespace,
  percent,
  of,
  least,
  dimensions,
}: Extract<
  Watched["figure"],
  { readonly percent: readonly string[] }
>): aws.types.input.cloudwatch.MetricAlarmMetricQuery[] {
  const sum = (id: string, metricName: string) => ({
    id,
    metric: { namespace, metricName, dimensions, period, stat: "Sum" },
    returnData: false,
  });
  const parts = percent.map((metricName, index) => sum(`part${String(index)}`, metricName));
  const found = parts.map(({ id }) => `FILL(${id}, 0)`).join(" + ");
  return [
    sum("all", of),
    ...parts,
    {
      id: "share",
      label: `${percent.join(" and ")} in ${of}, in percent`,
      expression: `IF(FILL(all, 0) >= ${String(least)}, 100 * (${found}) / all, 0)`,
      returnData: true,
    },
  ];
}
