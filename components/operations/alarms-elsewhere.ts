import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../infra/environment";
import type { Account } from "../account";
import { Component } from "../component";
import { alarmsUse, encryptionKey, logGroupsUse } from "../encryption-key";
import { AlarmTopic } from "./alarm-topic";

export interface AlarmsElsewhereArgs {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  /** With the region it is about. */
  readonly account: Account;
  readonly email: string | undefined;
}

/** A topic and a key in another region: alarms reach topics, and logs take keys, of their own region only. */
export class AlarmsElsewhere extends Component {
  readonly alarms: AlarmTopic;
  /** Encrypts log groups and alarms there. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: AlarmsElsewhereArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:operations:AlarmsElsewhere", name, opts);
    const { account, environment } = args;
    const key = encryptionKey(
      this.named("key"),
      {
        description: `Logs and alarms of ${environment.prefix} in ${account.region}`,
        account,
        statements: [logGroupsUse(account), alarmsUse(account)],
        disposable: !environment.protect,
      },
      this.within,
    );
    this.keyArn = key.arn;
    this.alarms = new AlarmTopic(
      this.named("alarms"),
      {
        ...{ account, keyArn: key.arn, email: args.email },
        displayName: `${environment.prefix} alarms, ${account.region}`,
      },
      this.within,
    );
    this.registerOutputs({ alarmTopicArn: this.alarms.arn });
  }
}
