import { example } from "./example";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { isOn, number, ofType, records, text, texts, violation, violationIf } from "./read";
import { types } from "./types";

const group = (props: Readonly<Record<string, unknown>>) => example(types.replicationGroup, props);
const protectedGroup = (props: Readonly<Record<string, unknown>>) =>
  example(types.replicationGroup, props, { protect: true });
const key = "arn:aws:kms:ap-northeast-2:123456789012:key/1";

export const cachesBackedUp: ResourcePolicy = {
  kind: "resource",
  id: "caches-backed-up",
  requirement: "Every replication group keeps a daily snapshot for a day or more.",
  controls: ["RED-01", "ElastiCache.1", "REL09-BP03"],
  severity: "high",
  appliesTo: [types.replicationGroup],
  check: (one) =>
    violationIf(
      (number(one.props["snapshotRetentionLimit"]) ?? 0) < 1,
      one,
      "snapshotRetentionLimit",
      "is 0: there are no snapshots",
    ),
  violatedBy: [[group({})], [group({ snapshotRetentionLimit: 0 })]],
  keptBy: [group({ snapshotRetentionLimit: 1 })],
};

export const cachesPatched: ResourcePolicy = {
  kind: "resource",
  id: "caches-patched",
  requirement: "Every replication group takes minor versions by itself, and says so.",
  controls: ["RED-02", "ElastiCache.2"],
  severity: "high",
  appliesTo: [types.replicationGroup],
  check: (one) =>
    violationIf(!isOn(one.props["autoMinorVersionUpgrade"]), one, "autoMinorVersionUpgrade", "is not on"),
  violatedBy: [[group({})], [group({ autoMinorVersionUpgrade: false })]],
  keptBy: [group({ autoMinorVersionUpgrade: true })],
};

export const cachesFailOver: StackPolicy = {
  kind: "stack",
  id: "caches-fail-over",
  requirement: "In a stack that protects its data a replica takes over from a primary, in another zone.",
  controls: ["RED-03", "RED-04", "ElastiCache.3", "nag:AEC4", "REL10-BP01"],
  severity: "medium",
  appliesTo: [types.replicationGroup],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.replicationGroup).flatMap((one) =>
      ["automaticFailoverEnabled", "multiAzEnabled"]
        .filter((property) => one.props[property] !== true)
        .map((property) => violation(one, property, "is not on: with the primary the cache is gone")),
    ),
  violatedBy: [
    [protectedGroup({ automaticFailoverEnabled: true })],
    [protectedGroup({ multiAzEnabled: true })],
  ],
  keptBy: [protectedGroup({ automaticFailoverEnabled: true, multiAzEnabled: true })],
};

export const cachesEncrypted: ResourcePolicy = {
  kind: "resource",
  id: "caches-encrypted",
  requirement: "Every replication group is encrypted at rest, with a key of ours.",
  controls: ["RED-05", "ElastiCache.4", "nag:AEC3"],
  severity: "medium",
  appliesTo: [types.replicationGroup],
  check: (one) => [
    ...violationIf(
      (one.props["atRestEncryptionEnabled"] ?? one.props["engine"] === "valkey") !== true,
      one,
      "atRestEncryptionEnabled",
      "is not on",
    ),
    ...violationIf(
      text(one.props["kmsKeyId"]) === undefined,
      one,
      "kmsKeyId",
      "is missing: a key of AWS is used",
    ),
  ],
  violatedBy: [
    [group({ kmsKeyId: key })],
    [group({ engine: "valkey", atRestEncryptionEnabled: false, kmsKeyId: key })],
    [group({ atRestEncryptionEnabled: true })],
  ],
  keptBy: [
    group({ atRestEncryptionEnabled: true, kmsKeyId: key }),
    group({ engine: "valkey", kmsKeyId: key }),
  ],
};

export const cachesRequireTls: ResourcePolicy = {
  kind: "resource",
  id: "caches-require-tls",
  requirement: "Every replication group takes TLS only.",
  controls: ["RED-06", "ElastiCache.5", "nag:AEC3"],
  severity: "medium",
  appliesTo: [types.replicationGroup],
  check: (one) => [
    ...violationIf(
      one.props["transitEncryptionEnabled"] !== true,
      one,
      "transitEncryptionEnabled",
      "is not on: passwords and data travel in clear",
    ),
    ...violationIf(
      one.props["transitEncryptionMode"] === "preferred",
      one,
      "transitEncryptionMode",
      "is preferred, which lets clients in without TLS",
    ),
  ],
  violatedBy: [[group({})], [group({ transitEncryptionEnabled: true, transitEncryptionMode: "preferred" })]],
  keptBy: [group({ transitEncryptionEnabled: true, transitEncryptionMode: "required" })],
};

export const cachesAskForPassword: ResourcePolicy = {
  kind: "resource",
  id: "caches-ask-for-a-password",
  requirement: "Nobody reads a replication group without a password or a user of its own.",
  controls: ["RED-07", "ElastiCache.6", "nag:AEC6"],
  severity: "medium",
  appliesTo: [types.replicationGroup],
  check: (one) =>
    violationIf(
      one.props["authToken"] === undefined &&
        one.props["authTokenWo"] === undefined &&
        texts(one.props["userGroupIds"]).length === 0,
      one,
      "authToken",
      "is missing, and there is no group of users",
    ),
  violatedBy: [[group({})], [group({ userGroupIds: [] })]],
  keptBy: [group({ authToken: "a-token-that-is-a-secret" }), group({ userGroupIds: ["users"] })],
};

export const cachesInOwnSubnets: ResourcePolicy = {
  kind: "resource",
  id: "caches-in-own-subnets",
  requirement: "Every replication group lies in a subnet group of ours.",
  controls: ["RED-08", "ElastiCache.7", "nag:AEC1"],
  severity: "high",
  appliesTo: [types.replicationGroup],
  check: (one) => {
    const name = one.props["subnetGroupName"];
    return violationIf(
      name === undefined || name === "default",
      one,
      "subnetGroupName",
      "is that of the default VPC",
    );
  },
  violatedBy: [[group({})], [group({ subnetGroupName: "default" })]],
  keptBy: [group({ subnetGroupName: "urr-prod-cache" })],
};

export const cachesLogged: StackPolicy = {
  kind: "stack",
  id: "caches-logged",
  requirement:
    "In a stack that protects its data every replication group writes its slow log and engine log.",
  controls: ["RED-10"],
  severity: "low",
  appliesTo: [types.replicationGroup],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.replicationGroup).flatMap((one) => {
      const written = records(one.props["logDeliveryConfigurations"]).map(({ logType }) => logType);
      return ["slow-log", "engine-log"]
        .filter((log) => !written.includes(log))
        .map((log) => violation(one, "logDeliveryConfigurations", `lacks the ${log}`));
    }),
  violatedBy: [
    [protectedGroup({})],
    [protectedGroup({ logDeliveryConfigurations: [{ logType: "slow-log" }] })],
  ],
  keptBy: [
    protectedGroup({ logDeliveryConfigurations: [{ logType: "slow-log" }, { logType: "engine-log" }] }),
  ],
};
