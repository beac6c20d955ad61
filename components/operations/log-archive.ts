import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { Statement } from "../policy-document";
import { PrivateBucket } from "../private-bucket";

const accessLogFolder = "s3-access";
const loadBalancerFolder = "load-balancers";

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
export class LogArchive extends PrivateBucket {
  /** Where buckets put who reads and writes them, in a folder each. */
  readonly accessLogFolder = accessLogFolder;
  /** Where load balancers put what they were asked. */
  readonly loadBalancerFolder = loadBalancerFolder;

  constructor(
    name: string,
    { account, expireDays, disposable }: LogArchiveArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super(
      "urr:operations:LogArchive",
      name,
      {
        lifecycle: [
          {
            id: "archive-then-expire",
            status: "Enabled",
            filter: { prefix: "" },
            transitions: transitionsBefore(expireDays),
            expiration: { days: expireDays },
            noncurrentVersionExpiration: { noncurrentDays: 1 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
        statements: (bucketArn) => logDelivery(bucketArn, account),
        disposable,
      },
      opts,
    );
  }
}

function logDelivery(bucketArn: pulumi.Output<string>, account: Account): readonly Statement[] {
  const ofThisAccount = { "aws:SourceArn": pulumi.interpolate`arn:aws:logs:*:${account.id}:*` };
  return [
    {
      Sid: "AWSLogDeliveryWrite",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${bucketArn}/*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": account.id, "s3:x-amz-acl": "bucket-owner-full-control" },
        ArnLike: ofThisAccount,
      },
    },
    {
      Sid: "AWSLogDeliveryAclCheck",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: { StringEquals: { "aws:SourceAccount": account.id }, ArnLike: ofThisAccount },
    },
    {
      Sid: "AccessLogsOfBuckets",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${bucketArn}/${accessLogFolder}/*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": account.id },
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" },
      },
    },
    {
      // The path is what ties it to this account: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
      Sid: "AccessLogsOfLoadBalancers",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${bucketArn}/${loadBalancerFolder}/AWSLogs/${account.id}/*`,
    },
  ];
}
