import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "./component";

type Statistic = "Average" | "Maximum" | "Minimum" | "Sum" | `p${number}`;

interface Share {
  readonly namespace: string;
  /** Fewer than so many in a minute say nothing. */
  readonly least: number;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
}

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
    /** How many of a hundred: sums of some figures in the sum of others. */
    | (Share & { readonly percent: readonly string[]; readonly of: readonly string[] })
    /** A figure that is a share already, of what another counts. */
    | (Share & { readonly average: string; readonly of: readonly [string] });
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
  if ("of" in figure) return { metricQueries: shareOf(figure) };
  const { namespace, metricName, dimensions, statistic } = figure;
  const kind = statistic.startsWith("p")
    ? { extendedStatistic: statistic, evaluateLowSampleCountPercentiles: "ignore" }
    : { statistic };
  return { namespace, metricName, dimensions, period, ...kind };
}

type ShareFigure = Extract<Watched["figure"], Share>;

function shareOf(figure: ShareFigure): aws.types.input.cloudwatch.MetricAlarmMetricQuery[] {
  const { namespace, dimensions, least } = figure;
  const one = (id: string, metricName: string, stat: "Average" | "Sum") => ({
    id,
    metric: { namespace, metricName, dimensions, period, stat },
    returnData: false,
  });
  const added = (ids: readonly { readonly id: string }[]) =>
    ids.map(({ id }) => `FILL(${id}, 0)`).join(" + ");
  const all = figure.of.map((metricName, index) => one(`of${String(index)}`, metricName, "Sum"));
  const parts =
    "average" in figure
      ? [one("part0", figure.average, "Average")]
      : figure.percent.map((metricName, index) => one(`part${String(index)}`, metricName, "Sum"));
  const share = "average" in figure ? added(parts) : `100 * (${added(parts)}) / (${added(all)})`;
  return [
    ...all,
    ...parts,
    {
      id: "share",
      label: `${("average" in figure ? [figure.average] : figure.percent).join(" and ")}, in percent`,
      expression: `IF((${added(all)}) >= ${String(least)}, ${share}, 0)`,
      returnData: true,
    },
  ];
}
