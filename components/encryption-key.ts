import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./account";
import { accountAdministers, policyDocument, type Statement } from "./policy-document";

export interface EncryptionKeyArgs {
  readonly description: string;
  /** Its region is where the key lives. */
  readonly account: Account;
  /** Who may use the key beside those to whom IAM gives it. */
  readonly statements?: readonly Statement[];
  /** Whether what it encrypts may be lost soon after the key is deleted; else there are the 30 days that AWS grants. */
  readonly disposable: boolean;
}

/** A symmetric key of our own, rotated by KMS. */
export function encryptionKey(
  name: string,
  { description, account, statements = [], disposable }: EncryptionKeyArgs,
  opts: pulumi.CustomResourceOptions,
): aws.kms.Key {
  return new aws.kms.Key(
    name,
    {
      description,
      region: account.region,
      enableKeyRotation: true,
      deletionWindowInDays: disposable ? 7 : 30,
      policy: policyDocument([accountAdministers(account.id), ...statements]),
    },
    opts,
  );
}

/** For a key that encrypts log groups. */
export function logGroupsUse({ id, region }: Account): Statement {
  return {
    Sid: "LogGroupsOfThisAccount",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    Resource: "*",
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": pulumi.interpolate`arn:aws:logs:${region}:${id}:log-group:*`,
      },
    },
  };
}

/** For a key that encrypts a topic of alarms, where RDS tells of its events as well. */
export function alarmsUse({ id }: Account): Statement {
  return {
    Sid: "AlarmsToTheirTopic",
    Effect: "Allow",
    Principal: { Service: ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"] },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": id } },
  };
}
