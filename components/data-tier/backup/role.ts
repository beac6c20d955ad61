import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import { ServiceRole } from "../../service-role";

export interface BackupRoleArgs {
  readonly account: Account;
  /** Whether buckets are backed up, for which AWS has policies of their own. */
  readonly buckets: boolean;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html */
const managed = [
  "service-role/AWSBackupServiceRolePolicyForBackup",
  "service-role/AWSBackupServiceRolePolicyForRestores",
];
const managedForBuckets = ["AWSBackupServiceRolePolicyForS3Backup", "AWSBackupServiceRolePolicyForS3Restore"];

/** Whom AWS Backup acts as, for backups and for restores. */
export function backupRole(
  name: string,
  { account, buckets }: BackupRoleArgs,
  opts: pulumi.ComponentResourceOptions,
): ServiceRole {
  return new ServiceRole(
    name,
    {
      account,
      description: "AWS Backup, for backups and restores",
      trust: {
        Sid: "BackupOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "backup.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": account.id } },
      },
      managed: [...managed, ...(buckets ? managedForBuckets : [])],
    },
    opts,
  );
}
