import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import { dynamodbFigure } from "../../dynamodb-figure";
import type { Capacity } from "./scaling";

export interface TableAlarmsArgs {
  readonly tableName: pulumi.Output<string>;
  /** Names of the table's indexes, known once they are there. */
  readonly indexNames: Readonly<Record<string, pulumi.Input<string>>>;
  readonly capacity: Capacity;
  readonly topicArn: pulumi.Input<string>;
  /** What the alarms speak of, e.g. `urr-prod, table orders`. */
  readonly subject: string;
}

/** What the booking flow asks of a table; errors are counted by operation. */
const operations = ["GetItem", "Query", "TransactGetItems", "TransactWriteItems", "UpdateItem"];

/** Share of the upper bound of the capacity at which somebody should know. */
const nearlyAll = 0.9;

/**
 * Alarms on a table, after https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 *
 * Missing data is no trouble: DynamoDB reports errors and throttles only when there are some. A condition that does not
 * hold is how a sold-out unit answers, so it raises none.
 */
export class TableAlarms extends Component {
  constructor(name: string, args: TableAlarmsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:TableAlarms", name, opts);
    const { subject, tableName } = args;
    const dimensions = { TableName: tableName };
    const common = {
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [args.topicArn],
      okActions: [args.topicArn],
    };

    for (const [direction, word] of [
      ["read", "Read"],
      ["write", "Write"],
    ] as const) {
      const throttled = (child: string, what: string, of: Readonly<Record<string, pulumi.Input<string>>>) =>
        new aws.cloudwatch.MetricAlarm(
          this.named(child),
          {
            ...common,
            alarmDescription: `${what}: ${direction}s have been throttled for five minutes. If the capacity is at its max, raise urr:dataTier.tables.${direction}.max; if not, one key takes more than a partition serves: spread it.`,
            metricQueries: dynamodbFigure(`Throttled ${direction}s`, [
              { metricName: `${word}ThrottleEvents`, dimensions: of },
            ]),
            threshold: 0,
            evaluationPeriods: 5,
            datapointsToAlarm: 5,
          },
          this.within,
        );
      throttled(`${direction}-throttles`, subject, dimensions);
      for (const [index, indexName] of Object.entries(args.indexNames)) {
        throttled(`${index}-${direction}-throttles`, `${subject}, index ${index}`, {
          ...dimensions,
          GlobalSecondaryIndexName: indexName,
        });
      }
      new aws.cloudwatch.MetricAlarm(
        this.named(`${direction}-units`),
        {
          ...common,
          alarmDescription: `${subject}: more than 90 % of the most ${direction} units it may have are in use. Raise urr:dataTier.tables.${direction}.max before it throttles.`,
          metricQueries: dynamodbFigure(`Units in use for ${direction}s`, [
            { metricName: `Consumed${word}CapacityUnits`, dimensions },
          ]),
          threshold: args.capacity[direction].max * 60 * nearlyAll,
          evaluationPeriods: 5,
          datapointsToAlarm: 5,
        },
        this.within,
      );
    }
    new aws.cloudwatch.MetricAlarm(
      this.named("errors"),
      {
        ...common,
        alarmDescription: `${subject}: DynamoDB has failed requests for five minutes. Clients repeat them; look at the AWS Health Dashboard.`,
        metricQueries: dynamodbFigure(
          "Errors of DynamoDB",
          operations.map((operation) => ({
            metricName: "SystemErrors",
            dimensions: { ...dimensions, Operation: operation },
          })),
        ),
        threshold: 0,
        evaluationPeriods: 5,
        datapointsToAlarm: 5,
      },
      this.within,
    );

    this.registerOutputs({});
  }
}
