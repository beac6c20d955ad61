import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import { TableAlarms } from "./alarms";
import { Scaling, type Capacity } from "./scaling";
import type { IndexSchema, TableSchema } from "./schema";
import type { TablesSettings } from "./settings";

export interface TableArgs extends Omit<TablesSettings, "mode"> {
  readonly mode: Exclude<TablesSettings["mode"], "none">;
  readonly schema: TableSchema;
  readonly keyArn: pulumi.Input<string>;
  /** Whether DynamoDB refuses to delete the table. */
  readonly protect: boolean;
  readonly topicArn: pulumi.Input<string>;
  /** What alarms speak of, e.g. `urr-prod, table orders`. */
  readonly subject: string;
}

/** One DynamoDB table with its indexes, its scaling and its alarms. */
export class Table extends Component {
  readonly tableName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: TableArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:Table", name, opts);
    const { mode, schema, targetUtilization } = args;
    const capacity: Capacity = { read: args.read, write: args.write };

    const table = new aws.dynamodb.Table(
      this.named("table"),
      {
        // Keys of indexes are declared with the index.
        attributes: [schema.hash, ...(schema.range === undefined ? [] : [schema.range])],
        hashKey: schema.hash.name,
        ...(schema.range === undefined ? {} : { rangeKey: schema.range.name }),
        ...(mode === "provisioned"
          ? {
              billingMode: "PROVISIONED",
              readCapacity: capacity.read.min,
              writeCapacity: capacity.write.min,
            }
          : {
              billingMode: "PAY_PER_REQUEST",
              onDemandThroughput: {
                maxReadRequestUnits: capacity.read.max,
                maxWriteRequestUnits: capacity.write.max,
              },
            }),
        ...(schema.forgetAt === undefined ? {} : { ttl: { enabled: true, attributeName: schema.forgetAt } }),
        pointInTimeRecovery: { enabled: args.pointInTimeRecovery },
        serverSideEncryption: { enabled: true, kmsKeyArn: args.keyArn },
        deletionProtectionEnabled: args.protect,
      },
      // Scaling moves both within minutes of the first load; an update must not put them back in the middle of a sale.
      { ...this.within, ignoreChanges: mode === "provisioned" ? ["readCapacity", "writeCapacity"] : [] },
    );
    if (mode === "provisioned") {
      new Scaling(
        this.named("scaling"),
        {
          kind: "table",
          resourceId: pulumi.interpolate`table/${table.name}`,
          capacity,
          targetUtilization,
        },
        this.within,
      );
    }

    const indexes = Object.entries(schema.indexes).map(([indexName, index]) => {
      const ofIndex: Capacity = { read: shareOf(capacity.read, index.readShare), write: capacity.write };
      const made = this.#index(table, indexName, index, ofIndex, mode);
      if (mode === "provisioned") {
        new Scaling(
          this.named(`${indexName}-scaling`),
          {
            kind: "index",
            resourceId: pulumi.interpolate`table/${table.name}/index/${made.indexName}`,
            capacity: ofIndex,
            targetUtilization,
          },
          this.within,
        );
      }
      return [indexName, made.indexName] as const;
    });

    new TableAlarms(
      this.named("alarms"),
      {
        tableName: table.name,
        indexNames: Object.fromEntries(indexes),
        capacity,
        topicArn: args.topicArn,
        subject: args.subject,
      },
      this.within,
    );

    this.tableName = table.name;
    this.arn = table.arn;
    this.registerOutputs({ tableName: this.tableName });
  }

  /**
   * A resource of its own, not part of the table's: there an index is one entry of a set with its capacity in it, so
   * that what scaling moves could not be told from what we change.
   * https://github.com/hashicorp/terraform-provider-aws/issues/671
   */
  #index(
    table: aws.dynamodb.Table,
    indexName: string,
    { hash, range, carries }: IndexSchema,
    { read, write }: Capacity,
    mode: TableArgs["mode"],
  ): aws.dynamodb.GlobalSecondaryIndex {
    return new aws.dynamodb.GlobalSecondaryIndex(
      this.named(indexName),
      {
        tableName: table.name,
        indexName,
        keySchemas: [
          { attributeName: hash.name, attributeType: hash.type, keyType: "HASH" },
          { attributeName: range.name, attributeType: range.type, keyType: "RANGE" },
        ],
        projection:
          carries === "ALL"
            ? { projectionType: "ALL" }
            : { projectionType: "INCLUDE", nonKeyAttributes: [...carries] },
        ...(mode === "provisioned"
          ? { provisionedThroughput: { readCapacityUnits: read.min, writeCapacityUnits: write.min } }
          : { onDemandThroughput: { maxReadRequestUnits: read.max, maxWriteRequestUnits: write.max } }),
      },
      { ...this.within, ignoreChanges: mode === "provisioned" ? ["provisionedThroughput"] : [] },
    );
  }
}

const shareOf = ({ min, max }: Capacity["read"], share: number): Capacity["read"] => ({
  min: Math.max(1, Math.round(min * share)),
  max: Math.max(1, Math.round(max * share)),
});
