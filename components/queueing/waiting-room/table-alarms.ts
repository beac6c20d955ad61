import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import { dynamodbFigure } from "../../dynamodb-figure";

export interface LineTableAlarmsArgs {
  readonly tableName: pulumi.Output<string>;
  readonly topicArn: pulumi.Input<string>;
  /** What the alarms speak of, e.g. `urr-prod, waiting room, table positions`. */
  readonly subject: string;
}

/** What the store asks of a table; errors are counted by operation. */
const operations = ["GetItem", "PutItem", "Query", "UpdateItem"];

/** What to do when a table cannot keep up, by what it is asked for. */
const remedies = {
  read: "Look at what asks: every process reads an event once a second. If the table is at its ceiling, raise urr:queueing.waitingRoom.tables.ceiling.read.",
  write:
    "People are told to come again and lose no place. If the table is at its ceiling, raise urr:queueing.waitingRoom.tables.ceiling.write; if one event's counter is, set firstLease to 32; before the next rush set tables.warmThroughput.",
} as const;

/**
 * Alarms on a table of the line, after
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 *
 * Missing data is no trouble: DynamoDB reports errors and throttles only when there are some.
 */
export class LineTableAlarms extends Component {
  constructor(name: string, args: LineTableAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:LineTableAlarms", name, opts);
    const { subject } = args;
    const dimensions = { TableName: args.tableName };
    const common = {
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
      alarmActions: [args.topicArn],
      okActions: [args.topicArn],
    };

    for (const [direction, word] of [
      ["read", "Read"],
      ["write", "Write"],
    ] as const) {
      new aws.cloudwatch.MetricAlarm(
        this.named(`${direction}-throttles`),
        {
          ...common,
          alarmDescription: `${subject}: ${direction}s have been throttled for three minutes. ${remedies[direction]}`,
          metricQueries: dynamodbFigure(`Throttled ${direction}s`, [
            { metricName: `${word}ThrottleEvents`, dimensions },
          ]),
          // A rush is over in minutes, and its first one may well be throttled until the table has grown.
          evaluationPeriods: 3,
          datapointsToAlarm: 3,
        },
        this.within,
      );
    }
    new aws.cloudwatch.MetricAlarm(
      this.named("errors"),
      {
        ...common,
        alarmDescription: `${subject}: DynamoDB has failed requests for five minutes. Nobody loses a place; an event whose failMode is open lets people pass meanwhile. Look at the AWS Health Dashboard.`,
        metricQueries: dynamodbFigure(
          "Errors of DynamoDB",
          operations.map((operation) => ({
            metricName: "SystemErrors",
            dimensions: { ...dimensions, Operation: operation },
          })),
        ),
        evaluationPeriods: 5,
        datapointsToAlarm: 5,
      },
      this.within,
    );

    this.registerOutputs({});
  }
}
