import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { encryptionKey } from "../../encryption-key";

export interface BackupVaultArgs {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  /** Its region is where the vault and its key live. */
  readonly account: Account;
  /** Days before which no backup can be deleted; undefined: no lock. */
  readonly lockedDays: number | undefined;
}

/**
 * Where backups lie, under a key of its own: who can read the data need not be able to read its backups.
 *
 * No component, so that the vault's name stays short: AWS takes 50 characters.
 */
export function backupVault(
  name: string,
  { environment, account, lockedDays }: BackupVaultArgs,
  opts: pulumi.CustomResourceOptions,
): aws.backup.Vault {
  const key = encryptionKey(
    `${name}-key`,
    {
      description: `Backups of ${environment.prefix}`,
      account,
      disposable: !environment.protect,
    },
    opts,
  );
  const vault = new aws.backup.Vault(
    name,
    { kmsKeyArn: key.arn, region: account.region, forceDestroy: !environment.protect },
    opts,
  );
  if (lockedDays !== undefined) {
    // Without `changeableForDays`, after which AWS itself could not take it off any more.
    new aws.backup.VaultLockConfiguration(
      `${name}-lock`,
      { backupVaultName: vault.name, minRetentionDays: lockedDays, region: account.region },
      opts,
    );
  }
  return vault;
}
