import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import { tableDefinitions, type TableDefinition } from "../../../functions/waiting-room-store/tables";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import type { Operations } from "../../operations";
import type { WaitingRoomSettings } from "./settings";
import { LineTableAlarms } from "./table-alarms";

export type LineTable = keyof typeof tableDefinitions;
const lineTables = Object.keys(tableDefinitions) as LineTable[];

export interface LineTablesArgs {
  readonly settings: WaitingRoomSettings["tables"];
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
  readonly operations: Pick<Operations, "alarms">;
}

/** The two tables of the line, as its store defines them: paid by request, no index, under one key. */
export class LineTables extends Component {
  /** Physical names. */
  readonly names: Readonly<Record<LineTable, pulumi.Output<string>>>;
  readonly arns: Readonly<Record<LineTable, pulumi.Output<string>>>;
  /** Encrypts both. DynamoDB uses it for whoever calls it, who must therefore be allowed to decrypt with it. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: LineTablesArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:LineTables", name, opts);
    const { account, environment, operations } = args;

    const key = encryptionKey(
      this.named("key"),
      {
        description: `Events, places and sessions of the waiting room of ${environment.prefix}`,
        account,
        disposable: !environment.protect,
      },
      this.within,
    );
    const made = byTable((which) => {
      const table = this.#table(which, tableDefinitions[which], key, args);
      new LineTableAlarms(
        this.named(`${which}-alarms`),
        {
          tableName: table.name,
          topicArn: operations.alarms.arn,
          subject: `${environment.prefix}, waiting room, table ${which}`,
        },
        this.within,
      );
      return table;
    });

    this.names = byTable((which) => made[which].name);
    this.arns = byTable((which) => made[which].arn);
    this.keyArn = key.arn;
    this.registerOutputs({ names: this.names });
  }

  #table(
    which: LineTable,
    definition: TableDefinition,
    key: aws.kms.Key,
    { environment, settings }: LineTablesArgs,
  ): aws.dynamodb.Table {
    const { ceiling, pointInTimeRecovery, warmThroughput } = settings;
    // Only places are as many as people: what the counters take has the bound of one item each.
    const warm = which === "positions" ? warmThroughput : undefined;
    return new aws.dynamodb.Table(
      this.named(which),
      {
        attributes: definition.attributes.map((attribute) => ({ ...attribute })),
        hashKey: definition.partitionKey,
        rangeKey: definition.sortKey,
        billingMode: definition.billing,
        onDemandThroughput: { maxReadRequestUnits: ceiling.read, maxWriteRequestUnits: ceiling.write },
        ...(warm === undefined
          ? {}
          : { warmThroughput: { readUnitsPerSecond: warm.read, writeUnitsPerSecond: warm.write } }),
        ...(definition.ttlAttribute === undefined
          ? {}
          : { ttl: { enabled: true, attributeName: definition.ttlAttribute } }),
        pointInTimeRecovery: { enabled: pointInTimeRecovery },
        serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
        deletionProtectionEnabled: environment.protect,
      },
      this.within,
    );
  }
}

function byTable<Value>(valueOf: (table: LineTable) => Value): Readonly<Record<LineTable, Value>> {
  return Object.fromEntries(lineTables.map((table) => [table, valueOf(table)])) as Record<LineTable, Value>;
}
