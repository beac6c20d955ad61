import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "./component";
import { policyDocument, tlsOnly, type Statement } from "./policy-document";

type LifecycleRule = aws.types.input.s3.BucketLifecycleConfigurationRule;

export interface PrivateBucketArgs {
  /** The physical name, where others look it up by name. */
  readonly bucketName?: pulumi.Input<string>;
  /** ARN of the key that encrypts objects, through a bucket key; absent: keys of S3 itself. */
  readonly keyArn?: pulumi.Input<string>;
  /** What happens to objects that grow old; every bucket here is versioned. */
  readonly lifecycle: readonly LifecycleRule[];
  /** What the bucket's policy says beside that TLS is required. */
  readonly statements?: (bucketArn: pulumi.Output<string>) => readonly Statement[];
  /** Whether a component that comes later gives the bucket its policy, of which there can be one only. */
  readonly policyFollows?: boolean;
  /** Whether the bucket may be destroyed with what is in it. */
  readonly disposable: boolean;
}

/** A bucket that is closed to the public, takes TLS only, has no ACLs, and keeps earlier versions of its objects. */
export abstract class PrivateBucket extends Component {
  readonly bucketName: pulumi.Output<string>;
  /** Known once the policy is in place: whoever delivers here before finds AWS's policy or none in its stead. */
  readonly bucketArn: pulumi.Output<string>;

  constructor(
    type: `urr:${string}:${string}`,
    name: string,
    args: PrivateBucketArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super(type, name, opts);

    const { bucket, arn } = new aws.s3.Bucket(
      this.named("bucket"),
      { bucket: args.bucketName, forceDestroy: args.disposable },
      this.within,
    );
    const publicAccess = new aws.s3.BucketPublicAccessBlock(
      this.named("public-access"),
      {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      this.within,
    );
    new aws.s3.BucketOwnershipControls(
      this.named("ownership"),
      { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      this.within,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      this.named("encryption"),
      { bucket, rules: [encryptionRule(args.keyArn)] },
      this.within,
    );
    const versioning = new aws.s3.BucketVersioning(
      this.named("versioning"),
      { bucket, versioningConfiguration: { status: "Enabled" } },
      this.within,
    );
    new aws.s3.BucketLifecycleConfiguration(
      this.named("lifecycle"),
      { bucket, rules: [...args.lifecycle] },
      { ...this.within, dependsOn: versioning },
    );
    const policy =
      args.policyFollows === true
        ? undefined
        : new aws.s3.BucketPolicy(
            this.named("policy"),
            { bucket, policy: privateBucketPolicy(arn, args.statements?.(arn) ?? []) },
            { ...this.within, dependsOn: publicAccess },
          );

    this.bucketName = bucket;
    this.bucketArn = policy === undefined ? arn : pulumi.all([arn, policy.id]).apply(([known]) => known);
    this.registerOutputs({ bucketName: this.bucketName });
  }

  /** Where the policy follows: the whole of it for `aws.s3.BucketPolicy`, these statements and that TLS is required. */
  policyWith(statements: readonly Statement[]): pulumi.Output<string> {
    return privateBucketPolicy(this.bucketArn, statements);
  }
}

/** The rule that lets go of versions which have been overwritten or deleted for that long. */
export function forgetOldVersions(days: number): LifecycleRule {
  return {
    id: "forget-old-versions",
    status: "Enabled",
    filter: { prefix: "" },
    noncurrentVersionExpiration: { noncurrentDays: days },
    expiration: { expiredObjectDeleteMarker: true },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
  };
}

function encryptionRule(
  keyArn: pulumi.Input<string> | undefined,
): aws.types.input.s3.BucketServerSideEncryptionConfigurationRule {
  if (keyArn === undefined) return { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
  return {
    applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
    bucketKeyEnabled: true,
  };
}

/** The policy of a private bucket: these statements, and that TLS is required. */
function privateBucketPolicy(
  bucketArn: pulumi.Output<string>,
  statements: readonly Statement[],
): pulumi.Output<string> {
  return policyDocument([...statements, tlsOnly("s3:*", [bucketArn, pulumi.interpolate`${bucketArn}/*`])]);
}
