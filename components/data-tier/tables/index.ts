import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import type { Operations } from "../../operations";
import { tableNames, tableSchemas, type TableName } from "./schema";
import type { TablesSettings } from "./settings";
import { Table, type TableArgs } from "./table";

export interface TablesArgs extends Omit<TablesSettings, "mode"> {
  /** Where it is `none` there is nothing to make. */
  readonly mode: TableArgs["mode"];
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
  readonly operations: Pick<Operations, "alarms">;
}

/** The DynamoDB tables of the booking flow, under one key: what is in stock, who holds it, who bought it. */
export class Tables extends Component {
  /** Physical names. */
  readonly names: Readonly<Record<TableName, pulumi.Output<string>>>;
  readonly arns: Readonly<Record<TableName, pulumi.Output<string>>>;
  /** Encrypts them all. DynamoDB uses it for whoever calls it, who must therefore be allowed to decrypt with it. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: TablesArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:Tables", name, opts);
    const { account, environment, operations, mode, read, write, targetUtilization, pointInTimeRecovery } =
      args;

    const key = encryptionKey(
      this.named("key"),
      {
        description: `Reservations, orders and inventory of ${environment.prefix}`,
        account,
        disposable: !environment.protect,
      },
      this.within,
    );
    const table = (which: TableName) =>
      new Table(
        this.named(which),
        {
          ...{ mode, read, write, targetUtilization, pointInTimeRecovery },
          schema: tableSchemas[which],
          keyArn: key.arn,
          protect: environment.protect,
          topicArn: operations.alarms.arn,
          subject: `${environment.prefix}, table ${which}`,
        },
        this.within,
      );
    const made = byTable(table);

    this.names = byTable((which) => made[which].tableName);
    this.arns = byTable((which) => made[which].arn);
    this.keyArn = key.arn;
    this.registerOutputs({ names: this.names });
  }
}

function byTable<Value>(valueOf: (name: TableName) => Value): Readonly<Record<TableName, Value>> {
  return Object.fromEntries(tableNames.map((name) => [name, valueOf(name)])) as Record<TableName, Value>;
}
