import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../components/account";
import type { Statement } from "../components/policy-document";

/** Roles of stacks and their workflows; an administrator's role is called otherwise. */
const rolesOfStacks = ({ id }: Account) => ({
  ArnLike: { "aws:PrincipalArn": pulumi.interpolate`arn:aws:iam::${id}:role/urr-*` },
});

/**
 * What all stacks share is used by their roles and never changed. The roles' own policies and boundaries say so too;
 * this holds whatever they say.
 */
export function keyStays(account: Account): Statement {
  return {
    Sid: "StacksUseItOnly",
    Effect: "Deny",
    Principal: "*",
    Action: [
      ...["kms:Create*", "kms:Delete*", "kms:Disable*", "kms:Enable*", "kms:Put*", "kms:ReEncrypt*"],
      ...["kms:Revoke*", "kms:Schedule*", "kms:TagResource", "kms:UntagResource", "kms:Update*"],
    ],
    Resource: "*",
    Condition: rolesOfStacks(account),
  };
}

/** The same for a bucket, and no earlier version of an object is lost. */
export function bucketStays(account: Account, bucketArn: pulumi.Input<string>): Statement {
  return {
    Sid: "StacksUseItOnly",
    Effect: "Deny",
    Principal: "*",
    Action: [
      ...["s3:DeleteBucket*", "s3:DeleteObjectVersion*", "s3:PutBucket*", "s3:PutEncryptionConfiguration"],
      ...["s3:PutLifecycleConfiguration", "s3:PutReplicationConfiguration"],
    ],
    Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
    Condition: rolesOfStacks(account),
  };
}
