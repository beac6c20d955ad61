import type * as pulumi from "@pulumi/pulumi";
import { forgetOldVersions, PrivateBucket } from "../../../private-bucket";
import type { Statement } from "../../../policy-document";

export interface LogBucketArgs {
  /** What encrypts the logs. */
  readonly keyArn: pulumi.Input<string>;
  /** How long Loki keeps logs; it deletes them by itself. */
  readonly retentionDays: number;
  readonly disposable: boolean;
}

/** Loki deletes two hours after it has marked, and marks once a day; what then still lies here was left behind. */
const graceDays = 7;

/** What Loki has written and its pods no longer hold. */
export class LogBucket extends PrivateBucket {
  constructor(name: string, args: LogBucketArgs, opts: pulumi.ComponentResourceOptions) {
    const { disposable, keyArn, retentionDays } = args;
    super(
      "urr:workloads:LogBucket",
      name,
      {
        keyArn,
        lifecycle: [
          forgetOldVersions(1),
          {
            id: "forget-what-loki-left",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: retentionDays + graceDays },
          },
        ],
        disposable,
      },
      opts,
    );
  }
}

/** What Loki's pods may do: to their bucket, and with the key that encrypts it. */
export function logBucketRights(
  bucketArn: pulumi.Input<string>,
  objects: pulumi.Input<string>,
  keyArn: pulumi.Input<string>,
): readonly Statement[] {
  return [
    { Sid: "FindLogs", Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn },
    {
      Sid: "KeepLogs",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: objects,
    },
    {
      Sid: "EncryptLogs",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: keyArn,
    },
  ];
}
