import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../components/account";
import { Component } from "../../components/component";
import { encryptionKey } from "../../components/encryption-key";
import { keyStays } from "../kept-from-stacks";
import { stateBucketOf, stateUrl } from "../addresses";
import { AccessLogs } from "./access-logs";
import type { StateSettings } from "./settings";
import { StateBucket } from "./state-bucket";

export interface StateStoreArgs extends StateSettings {
  readonly account: Account;
  readonly protect: boolean;
}

/** Where Pulumi keeps the state of every stack: a bucket with its own key, earlier versions, and a record of its use. */
export class StateStore extends Component {
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** What `pulumi login` takes. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: StateStoreArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:bootstrap:StateStore", name, opts);
    const { account, protect } = args;

    const key = encryptionKey(
      this.named("key"),
      {
        description: "State of every Pulumi stack",
        account,
        statements: [keyStays(account)],
        disposable: false,
      },
      this.within,
    );
    const logs = new AccessLogs(
      this.named("access-logs"),
      { account, expireDays: args.accessLogDays, disposable: !protect },
      this.within,
    );
    const bucket = new StateBucket(
      this.named("store"),
      {
        account,
        bucketName: args.bucket ?? account.id.apply(stateBucketOf),
        keyArn: key.arn,
        oldVersionDays: args.oldVersionDays,
        logs,
        disposable: !protect,
      },
      this.within,
    );

    this.bucketArn = bucket.bucketArn;
    this.keyArn = key.arn;
    this.url = bucket.bucketName.apply((found) => stateUrl(found, account.region));
    this.registerOutputs({ url: this.url });
  }
}
