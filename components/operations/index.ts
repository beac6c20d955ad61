import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../infra/environment";
import type { SecretValues } from "../../infra/settings";
import type { Account } from "../account";
import { Component } from "../component";
import { alarmsUse, encryptionKey, logGroupsUse } from "../encryption-key";
import { AlarmForwarder } from "./alarm-forwarder";
import { AlarmsElsewhere } from "./alarms-elsewhere";
import { AlarmTopic } from "./alarm-topic";
import { LogArchive } from "./log-archive";
import { OperatorSecrets } from "./operator-secrets";
import type { OperationsSettings } from "./settings";

export interface OperationsArgs extends OperationsSettings {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
  readonly secrets: SecretValues;
  /** Another region in which something has alarms and logs; undefined where nothing has. */
  readonly alsoIn?: string | undefined;
}

/**
 * What every other component reports to: the alarm topic, the log archive, and the key that encrypts alarms and log
 * groups. Made first, so that the others can attach their alarms and logs to it.
 */
export class Operations extends Component {
  readonly alarms: AlarmTopic;
  readonly archive: LogArchive;
  /** Encrypts log groups, alarms and operator secrets; the archive is under S3's own keys. */
  readonly keyArn: pulumi.Output<string>;
  readonly retentionDays: OperationsSettings["retentionDays"];
  /** The same in the other region that was asked for. */
  readonly elsewhere: AlarmsElsewhere | undefined;

  constructor(name: string, args: OperationsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:operations:Operations", name, opts);
    const { environment, account } = args;

    const key = encryptionKey(
      this.named("key"),
      {
        description: `Logs, alarms and operator secrets of ${environment.prefix}`,
        account,
        statements: [logGroupsUse(account), alarmsUse(account)],
        disposable: !environment.protect,
      },
      this.within,
    );
    this.keyArn = key.arn;
    this.retentionDays = args.retentionDays;

    this.alarms = new AlarmTopic(
      this.named("alarms"),
      { account, keyArn: key.arn, email: args.alarmEmail, displayName: `${environment.prefix} alarms` },
      this.within,
    );
    this.archive = new LogArchive(
      this.named("archive"),
      { account, expireDays: args.retentionDays.archive, disposable: !environment.protect },
      this.within,
    );
    this.elsewhere =
      args.alsoIn === undefined
        ? undefined
        : new AlarmsElsewhere(
            this.named(args.alsoIn),
            { environment, account: { ...account, region: args.alsoIn }, email: args.alarmEmail },
            this.within,
          );
    if (Object.keys(args.secrets).length > 0) {
      const { arns } = new OperatorSecrets(
        this.named("secrets"),
        {
          prefix: environment.prefix,
          values: args.secrets,
          keyArn: key.arn,
          recoveryWindowInDays: environment.protect ? 30 : 0,
        },
        this.within,
      );
      if (arns.discordWebhook !== undefined) {
        new AlarmForwarder(
          this.named("forwarder"),
          {
            ...{ prefix: environment.prefix, account, operations: this, webhookArn: arns.discordWebhook },
            elsewhere: this.elsewhere && { alarms: this.elsewhere.alarms, region: args.alsoIn ?? "" },
          },
          this.within,
        );
      }
    }

    this.registerOutputs({ alarmTopicArn: this.alarms.arn, archiveBucket: this.archive.bucketName });
  }
}
