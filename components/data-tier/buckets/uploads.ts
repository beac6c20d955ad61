import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Operations } from "../../operations";
import { forgetOldVersions, PrivateBucket } from "../../private-bucket";
import { accessLog } from "../../bucket-access-log";
import type { BucketsSettings } from "./settings";

export interface UploadsBucketArgs extends BucketsSettings {
  readonly environment: Pick<EnvironmentSettings, "domain" | "protect">;
  readonly operations: Pick<Operations, "archive">;
  /** ARN of the key that encrypts uploads. */
  readonly keyArn: pulumi.Input<string>;
}

/**
 * What users upload, straight from the browser by presigned URL.
 *
 * The URL carries the rights of the service that signed it, which needs `s3:PutObject` on the bucket and
 * `kms:GenerateDataKey` on the key. The browser asks first whether the site may write here at all: that is CORS.
 */
export class UploadsBucket extends PrivateBucket {
  constructor(name: string, args: UploadsBucketArgs, opts: pulumi.ComponentResourceOptions) {
    const { domain, protect } = args.environment;
    super(
      "urr:data-tier:UploadsBucket",
      name,
      {
        keyArn: args.keyArn,
        lifecycle: [
          {
            ...forgetOldVersions(args.oldVersionDays),
            ...(args.intelligentTieringDays === undefined
              ? {}
              : {
                  transitions: [{ days: args.intelligentTieringDays, storageClass: "INTELLIGENT_TIERING" }],
                }),
          },
          {
            id: "forget-what-nobody-accepted",
            status: "Enabled",
            filter: { prefix: "tmp/" },
            expiration: { days: args.temporaryUploadDays },
            noncurrentVersionExpiration: { noncurrentDays: 1 },
          },
        ],
        disposable: !protect,
      },
      opts,
    );
    new aws.s3.BucketCorsConfiguration(
      this.named("cors"),
      {
        bucket: this.bucketName,
        corsRules: [
          {
            id: "site",
            allowedOrigins: [`https://${domain}`, `https://www.${domain}`],
            allowedMethods: ["GET", "HEAD", "PUT"],
            allowedHeaders: ["content-type", "content-md5", "x-amz-*"],
            exposeHeaders: ["ETag"],
            maxAgeSeconds: 3000,
          },
        ],
      },
      this.within,
    );
    accessLog(
      this.named("logging"),
      { bucketName: this.bucketName, operations: args.operations, folder: "uploads" },
      this.within,
    );
  }
}
