import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Operations } from "./operations";

export interface AccessLogArgs {
  readonly bucketName: pulumi.Input<string>;
  readonly operations: Pick<Operations, "archive">;
  /** What the bucket is called in the archive. */
  readonly folder: string;
}

/** Records who reads and writes a bucket, in the log archive, under `s3-access/<folder>/`. */
export function accessLog(
  name: string,
  { bucketName, operations, folder }: AccessLogArgs,
  opts: pulumi.CustomResourceOptions,
): aws.s3.BucketLogging {
  return new aws.s3.BucketLogging(
    name,
    {
      bucket: bucketName,
      targetBucket: operations.archive.bucketName,
      targetPrefix: `${operations.archive.accessLogFolder}/${folder}/`,
    },
    { ...opts, dependsOn: operations.archive },
  );
}
