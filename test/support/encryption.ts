import { at, records, text } from "../../policies/read";
import { types } from "../../policies/types";
import type { Resource } from "../../tools/offline/resource";

type Encrypted = (resource: Resource, all: readonly Resource[]) => boolean;

const on =
  (path: string): Encrypted =>
  ({ inputs }) =>
    at(inputs, path) === true;

const underKey =
  (path: string): Encrypted =>
  ({ inputs }) =>
    text(at(inputs, path)) !== undefined;

const both =
  (...conditions: readonly Encrypted[]): Encrypted =>
  (resource, all) =>
    conditions.every((holds) => holds(resource, all));

const either =
  (...conditions: readonly Encrypted[]): Encrypted =>
  (resource, all) =>
    conditions.some((holds) => holds(resource, all));

/** S3 names the encryption of a bucket in a resource of its own. */
const byRule: Encrypted = ({ inputs }, all) =>
  all.some(
    ({ type, inputs: rule }) =>
      type === types.bucketEncryption &&
      rule["bucket"] === inputs["bucket"] &&
      records(rule["rules"]).length > 0,
  );

const everyDisk: Encrypted = ({ inputs }) => {
  const disks = records(inputs["blockDeviceMappings"]);
  return disks.length > 0 && disks.every((disk) => text(at(disk, "ebs.kmsKeyId")) !== undefined);
};

const everyImage: Encrypted = ({ inputs }) =>
  records(inputs["encryptionConfigurations"]).some((one) => text(one["kmsKey"]) !== undefined);

/** By what each type that keeps data is encrypted at rest. */
const encryption: Readonly<Record<string, Encrypted>> = {
  [types.backupVault]: underKey("kmsKeyArn"),
  [types.bucket]: byRule,
  [types.cluster]: underKey("encryptionConfig.provider.keyArn"),
  [types.dbInstance]: both(on("storageEncrypted"), underKey("kmsKeyId")),
  [types.ecrRepository]: everyImage,
  [types.launchTemplate]: everyDisk,
  [types.logGroup]: underKey("kmsKeyId"),
  [types.mskCluster]: underKey("encryptionInfo.encryptionAtRestKmsKeyArn"),
  [types.queue]: either(on("sqsManagedSseEnabled"), underKey("kmsMasterKeyId")),
  [types.replicationGroup]: both(on("atRestEncryptionEnabled"), underKey("kmsKeyId")),
  [types.secret]: underKey("kmsKeyId"),
  [types.table]: both(on("serverSideEncryption.enabled"), underKey("serverSideEncryption.kmsKeyArn")),
  [types.topic]: underKey("kmsMasterKeyId"),
};

/** Whatever keeps data. */
export function keepers(resources: readonly Resource[]): readonly Resource[] {
  return resources.filter(({ type }) => encryption[type] !== undefined);
}

/** Whatever keeps data in clear. */
export function unencrypted(resources: readonly Resource[]): readonly Resource[] {
  return keepers(resources).filter((one) => encryption[one.type]?.(one, resources) === false);
}
