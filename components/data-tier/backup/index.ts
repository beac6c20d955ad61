import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { cronTime } from "../../clock";
import { Component } from "../../component";
import type { Operations } from "../../operations";
import { BackupAlarms } from "./alarms";
import { backupRole } from "./role";
import type { BackupSettings } from "./settings";
import { backupVault } from "./vault";

export interface BackupsArgs extends Omit<BackupSettings, "enabled"> {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
  readonly operations: Pick<Operations, "alarms">;
  /** ARNs of RDS instances and DynamoDB tables; of these and `buckets` there is one at least. */
  readonly data: readonly pulumi.Input<string>[];
  /** ARNs of versioned buckets, which AWS Backup asks other rights for. */
  readonly buckets: readonly pulumi.Input<string>[];
}

/** In which the settings give times. Korea keeps no summer time. */
const timezone = "Asia/Seoul";

/** AWS Backup waits no shorter for a job to begin, in minutes. */
const startWindow = 60;
/** A day, so that it is done before the next begins. Without it the provider gives three hours, and AWS Backup ends what takes longer. */
const completionWindow = 24 * 60;

/**
 * Daily and monthly backups of what holds data.
 *
 * What is backed up is named by ARN: so it is, whatever the account has opted in to. On the first of a month both rules
 * meet, and AWS makes one backup for the one that keeps it longer:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
export class Backups extends Component {
  constructor(name: string, args: BackupsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:Backups", name, opts);
    const { environment, account, daily, monthly, copyTo } = args;

    const vaultIn = (part: string, region: string, keptDays: number) =>
      backupVault(
        this.named(part),
        { environment, account: { ...account, region }, lockedDays: args.lock ? keptDays : undefined },
        this.within,
      );
    const vault = vaultIn("vault", account.region, Math.min(daily.keepDays, monthly.keepDays));
    const copies =
      copyTo === undefined
        ? []
        : [
            {
              destinationVaultArn: vaultIn("copies", copyTo.region, copyTo.keepDays).arn,
              lifecycle: { deleteAfter: copyTo.keepDays },
            },
          ];

    const at = cronTime(args.at);
    const when = {
      targetVaultName: vault.name,
      scheduleExpressionTimezone: timezone,
      startWindow,
      completionWindow,
      copyActions: copies,
    };
    const plan = new aws.backup.Plan(
      this.named("plan"),
      {
        rules: [
          {
            ...when,
            ruleName: "daily",
            schedule: `cron(${at} * * ? *)`,
            lifecycle: { deleteAfter: daily.keepDays },
          },
          {
            ...when,
            ruleName: "monthly",
            schedule: `cron(${at} 1 * ? *)`,
            lifecycle: {
              ...(monthly.coldAfterDays === undefined ? {} : { coldStorageAfter: monthly.coldAfterDays }),
              deleteAfter: monthly.keepDays,
            },
          },
        ],
      },
      this.within,
    );
    const role = backupRole(this.named("rights"), { account, buckets: args.buckets.length > 0 }, this.within);
    new aws.backup.Selection(
      this.named("data"),
      { planId: plan.id, iamRoleArn: role.arn, resources: [...args.data, ...args.buckets] },
      this.within,
    );
    new BackupAlarms(
      this.named("alarms"),
      {
        vaultName: vault.name,
        copies: copyTo !== undefined,
        topicArn: args.operations.alarms.arn,
        subject: `${environment.prefix}, backups`,
      },
      this.within,
    );

    this.registerOutputs({ vaultName: vault.name });
  }
}
