import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { Component } from "../component";
import { policyDocument } from "../policy-document";

export interface LogArchiveArgs {
  readonly account: Account;
  /** Days until an object is deleted. */
  readonly expireDays: number;
  /** Whether the bucket may be destroyed with what is in it. */
  readonly disposable: boolean;
}

/**
 * Cheaper classes, as long as an object stays there for the time it is paid for: 30 days in infrequent access, 90 in
 * Glacier. https://aws.amazon.com/s3/storage-classes/
 */
function transitionsBefore(expireDays: number) {
  return [
    { days: 30, storageClass: "STANDARD_IA", paidDays: 30 },
    { days: 90, storageClass: "GLACIER", paidDays: 90 },
  ]
    .filter(({ days, paidDays }) => days + paidDays <= expireDays)
    .map(({ days, storageClass }) => ({ days, storageClass }));
}

/**
 * The bucket that AWS services deliver logs to.
 *
 * Encrypted with S3's own keys: load balancers and S3 deliver to no other kind
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 */
export class LogArchive extends Component {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, args: LogArchiveArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:operations:LogArchive", name, opts);
    const { account } = args;

    const bucket = new aws.s3.Bucket(this.named("bucket"), { forceDestroy: args.disposable }, this.within);
    const publicAccess = new aws.s3.BucketPublicAccessBlock(
      this.named("public-access"),
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      this.within,
    );
    new aws.s3.BucketOwnershipControls(
      this.named("ownership"),
      { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      this.within,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      this.named("encryption"),
      { bucket: bucket.bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      this.within,
    );
    const versioning = new aws.s3.BucketVersioning(
      this.named("versioning"),
      { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      this.within,
    );
    new aws.s3.BucketLifecycleConfiguration(
      this.named("lifecycle"),
      {
        bucket: bucket.bucket,
        rules: [
          {
            id: "archive-then-expire",
            status: "Enabled",
            filter: { prefix: "" },
            transitions: transitionsBefore(args.expireDays),
            expiration: { days: args.expireDays },
            noncurrentVersionExpiration: { noncurrentDays: 1 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
      { ...this.within, dependsOn: versioning },
    );
    const policy = new aws.s3.BucketPolicy(
      this.named("policy"),
      {
        bucket: bucket.bucket,
        policy: policyDocument([
          {
            Sid: "AWSLogDeliveryWrite",
            Effect: "Allow",
            Principal: { Service: "delivery.logs.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: pulumi.interpolate`${bucket.arn}/*`,
            Condition: {
              StringEquals: { "aws:SourceAccount": account.id, "s3:x-amz-acl": "bucket-owner-full-control" },
              ArnLike: {
                "aws:SourceArn": pulumi.interpolate`arn:aws:logs:*:${account.id}:*`,
              },
            },
          },
          {
            Sid: "AWSLogDeliveryAclCheck",
            Effect: "Allow",
            Principal: { Service: "delivery.logs.amazonaws.com" },
            Action: ["s3:GetBucketAcl", "s3:ListBucket"],
            Resource: bucket.arn,
            Condition: {
              StringEquals: { "aws:SourceAccount": account.id },
              ArnLike: {
                "aws:SourceArn": pulumi.interpolate`arn:aws:logs:*:${account.id}:*`,
              },
            },
          },
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]),
      },
      { ...this.within, dependsOn: publicAccess },
    );

    this.bucketName = bucket.bucket;
    // Whoever delivers here waits for the policy: without it AWS writes one of its own over ours.
    this.bucketArn = pulumi.all([bucket.arn, policy.id]).apply(([arn]) => arn);
    this.registerOutputs({ bucketName: this.bucketName });
  }
}
