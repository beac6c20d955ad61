import { stableHex } from "../fake-ids";
import { text, uuid, type Answers } from "./answer";

/** Answers for tables, image repositories and backups. */
export const dataStoreAnswers: Answers = {
  "aws:dynamodb/table:Table": ({ account, inputs, region }) => {
    const name = text(inputs, "name");
    return { id: name, outputs: { arn: `arn:aws:dynamodb:${region}:${account}:table/${name}` } };
  },
  "aws:dynamodb/globalSecondaryIndex:GlobalSecondaryIndex": ({ account, inputs, region }) => {
    const [table, index] = [text(inputs, "tableName"), text(inputs, "indexName")];
    const arn = `arn:aws:dynamodb:${region}:${account}:table/${table}/index/${index}`;
    return { id: arn, outputs: { arn } };
  },
  "aws:ecr/repository:Repository": ({ account, inputs, region }) => {
    const name = text(inputs, "name");
    return {
      id: name,
      outputs: {
        arn: `arn:aws:ecr:${region}:${account}:repository/${name}`,
        registryId: account,
        repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/${name}`,
      },
    };
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": ({ account, inputs, urn }) => ({
    id: text(inputs, "repository", urn),
    outputs: { registryId: account },
  }),
  "aws:backup/vault:Vault": ({ account, inputs, region }) => {
    const name = text(inputs, "name");
    return {
      id: name,
      outputs: { arn: `arn:aws:backup:${region}:${account}:backup-vault:${name}`, recoveryPoints: 0 },
    };
  },
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": ({ account, inputs, region }) => {
    const name = text(inputs, "backupVaultName");
    return {
      id: name,
      outputs: { backupVaultArn: `arn:aws:backup:${region}:${account}:backup-vault:${name}` },
    };
  },
  "aws:backup/plan:Plan": ({ account, region, urn }) => {
    const id = uuid(urn);
    return {
      id,
      outputs: {
        arn: `arn:aws:backup:${region}:${account}:backup-plan:${id}`,
        version: stableHex(`${urn} version`, 48),
      },
    };
  },
  "aws:backup/selection:Selection": ({ urn }) => ({ id: uuid(urn), outputs: {} }),
};
