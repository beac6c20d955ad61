import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../components/account";
import { PrivateBucket } from "../../components/private-bucket";

export interface AccessLogsArgs {
  readonly account: Account;
  /** Days until a log is deleted. */
  readonly expireDays: number;
  readonly disposable: boolean;
}

/**
 * The record of who read and wrote state.
 *
 * Encrypted with S3's own keys, the only ones that access logs are delivered under:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogs extends PrivateBucket {
  constructor(name: string, args: AccessLogsArgs, opts: pulumi.ComponentResourceOptions) {
    const { account } = args;
    super(
      "urr:bootstrap:AccessLogs",
      name,
      {
        lifecycle: [
          {
            id: "forget-old-logs",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: args.expireDays },
            noncurrentVersionExpiration: { noncurrentDays: 1 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
        statements: (bucketArn) => [
          {
            Sid: "AccessLogsOfThisAccount",
            Effect: "Allow",
            Principal: { Service: "logging.s3.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: pulumi.interpolate`${bucketArn}/*`,
            Condition: { StringEquals: { "aws:SourceAccount": account.id } },
          },
        ],
        disposable: args.disposable,
      },
      opts,
    );
  }
}
