import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../components/account";
import { forgetOldVersions, PrivateBucket } from "../../components/private-bucket";
import { bucketStays } from "../kept-from-stacks";
import type { AccessLogs } from "./access-logs";

export interface StateBucketArgs {
  readonly account: Account;
  readonly bucketName: pulumi.Input<string>;
  readonly keyArn: pulumi.Input<string>;
  /** Days for which an overwritten or deleted state can be brought back. */
  readonly oldVersionDays: number;
  /** Where the record of its use goes; complete, policy and all, before the first entry. */
  readonly logs: AccessLogs;
  readonly disposable: boolean;
}

/** The bucket with the state of every stack. Its name is how people and workflows find it. */
export class StateBucket extends PrivateBucket {
  constructor(name: string, args: StateBucketArgs, opts: pulumi.ComponentResourceOptions) {
    super(
      "urr:bootstrap:StateBucket",
      name,
      {
        bucketName: args.bucketName,
        keyArn: args.keyArn,
        lifecycle: [
          {
            ...forgetOldVersions(args.oldVersionDays),
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
        statements: (bucketArn) => [bucketStays(args.account, bucketArn)],
        disposable: args.disposable,
      },
      opts,
    );
    new aws.s3.BucketLogging(
      this.named("logging"),
      {
        bucket: this.bucketName,
        targetBucket: args.logs.bucketName,
        targetPrefix: "state/",
      },
      { ...this.within, dependsOn: args.logs },
    );
  }
}
