import { example } from "./example";
import { isPublic, statementsOf } from "./iam-document";
import { admits } from "./key-grants";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { number, ofType, resourceNamed, text, texts, violation, violationIf } from "./read";
import { types } from "./types";

export const keysRotate: ResourcePolicy = {
  kind: "resource",
  id: "keys-rotate",
  requirement: "Every symmetric key is rotated by KMS.",
  controls: ["CSEC-04", "KMS.4", "nag:KMS5"],
  severity: "medium",
  appliesTo: [types.key],
  check: (key) => {
    const spec = text(key.props["customerMasterKeySpec"]) ?? "SYMMETRIC_DEFAULT";
    return violationIf(
      spec === "SYMMETRIC_DEFAULT" && key.props["enableKeyRotation"] !== true,
      key,
      "enableKeyRotation",
      "is off",
    );
  },
  violatedBy: [[example(types.key, {})]],
  keptBy: [
    example(types.key, { enableKeyRotation: true }),
    example(types.key, { customerMasterKeySpec: "ECC_NIST_P256" }),
  ],
};

const keyPolicy = (statement: Readonly<Record<string, unknown>>) => ({
  policy: JSON.stringify({ Statement: [{ Effect: "Allow", Resource: "*", ...statement }] }),
});

export const keyPoliciesNotPublic: ResourcePolicy = {
  kind: "resource",
  id: "keys-not-public",
  requirement: "No key may be used by everybody.",
  controls: ["CSEC-05", "KMS.5"],
  severity: "critical",
  appliesTo: [types.key],
  check: (key) =>
    statementsOf(key.props["policy"])
      .filter(isPublic)
      .map(({ sid }) =>
        violation(key, "policy", `lets everybody use the key (statement ${sid ?? "without Sid"})`),
      ),
  violatedBy: [[example(types.key, keyPolicy({ Principal: { AWS: ["*"] }, Action: "kms:Decrypt" }))]],
  keptBy: [
    example(types.key, keyPolicy({ Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*" })),
  ],
};

export const keysLeaveTime: ResourcePolicy = {
  kind: "resource",
  id: "keys-leave-time-to-regret",
  requirement: "A protected key is deleted 30 days after the request, the longest AWS grants.",
  controls: ["CSEC-06", "KMS.3"],
  severity: "medium",
  appliesTo: [types.key],
  check: (key) =>
    violationIf(
      key.protect && (number(key.props["deletionWindowInDays"]) ?? 30) < 30,
      key,
      "deletionWindowInDays",
      "is shorter than 30 days although the key is protected",
    ),
  violatedBy: [[example(types.key, { deletionWindowInDays: 7 }, { protect: true })]],
  keptBy: [
    example(types.key, {}, { protect: true }),
    example(types.key, { deletionWindowInDays: 7 }, { protect: false }),
  ],
};

const region = "ap-northeast-2";
const keyArn = `arn:aws:kms:${region}:123456789012:key/1`;
const topicArn = `arn:aws:sns:${region}:123456789012:alarms`;
const encryptedTopic = example(types.topic, { arn: topicArn, kmsMasterKeyId: keyArn });
const alarm = example(types.metricAlarm, { alarmActions: [topicArn] });
const logGroup = example(types.logGroup, { kmsKeyId: keyArn });

export const keysAdmitLogs: StackPolicy = {
  kind: "stack",
  id: "keys-admit-logs",
  requirement:
    "A key that encrypts log groups lets CloudWatch Logs of the region use it, for log groups only.",
  controls: ["V-143"],
  severity: "high",
  appliesTo: [types.logGroup],
  check: (resources) =>
    ofType(resources, types.logGroup).flatMap((group) => {
      const key = resourceNamed(types.key, group.props["kmsKeyId"], resources);
      if (key === undefined) return [];
      const keyRegion = text(key.props["arn"])?.split(":")[3] ?? "";
      const admitted = admits(key, new RegExp(`^Service:logs\\.${keyRegion}[a-z0-9-]*\\.amazonaws\\.com$`), [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:GenerateDataKey",
      ]).some(({ condition }) => JSON.stringify(condition).includes("kms:EncryptionContext:aws:logs:arn"));
      return violationIf(
        !admitted,
        group,
        "kmsKeyId",
        `names ${key.name}, whose policy does not admit logs.${keyRegion}.amazonaws.com under kms:EncryptionContext:aws:logs:arn; AWS refuses to create the group`,
      );
    }),
  violatedBy: [
    [
      logGroup,
      example(types.key, {
        arn: keyArn,
        ...keyPolicy({ Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*" }),
      }),
    ],
  ],
  keptBy: [
    logGroup,
    example(types.key, {
      arn: keyArn,
      ...keyPolicy({
        Principal: { Service: `logs.${region}.amazonaws.com` },
        Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*"],
        Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:*" } },
      }),
    }),
  ],
};

export const keysAdmitAlarms: StackPolicy = {
  kind: "stack",
  id: "keys-admit-alarms",
  requirement:
    "A key that encrypts an alarm topic lets CloudWatch use it; otherwise alarms vanish without a word.",
  controls: ["V-144", "MSG-07"],
  severity: "high",
  appliesTo: [types.topic],
  check: (resources) => {
    const alarmed = new Set(
      ofType(resources, types.metricAlarm).flatMap(({ props }) => texts(props["alarmActions"])),
    );
    return ofType(resources, types.topic).flatMap((topic) => {
      const key = resourceNamed(types.key, topic.props["kmsMasterKeyId"], resources);
      if (key === undefined || !alarmed.has(text(topic.props["arn"]) ?? topic.id ?? "")) return [];
      return violationIf(
        admits(key, /^Service:cloudwatch\.amazonaws\.com$/, ["kms:Decrypt", "kms:GenerateDataKey"]).length ===
          0,
        topic,
        "kmsMasterKeyId",
        `names ${key.name}, whose policy does not admit cloudwatch.amazonaws.com`,
      );
    });
  },
  violatedBy: [
    [
      encryptedTopic,
      alarm,
      example(types.key, {
        arn: keyArn,
        ...keyPolicy({ Principal: { Service: "cloudwatch.amazonaws.com" }, Action: "kms:Decrypt" }),
      }),
    ],
  ],
  keptBy: [
    encryptedTopic,
    alarm,
    example(types.key, {
      arn: keyArn,
      ...keyPolicy({
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      }),
    }),
  ],
};
