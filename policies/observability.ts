import { example } from "./example";
import type { ResourcePolicy } from "./policy";
import { list, number, text, violationIf } from "./read";
import { types } from "./types";

export const logsExpire: ResourcePolicy = {
  kind: "resource",
  id: "logs-expire",
  requirement: "Every log group drops its logs after a stated time.",
  controls: ["COBS-01", "CloudWatch.16", "FIN-05"],
  severity: "medium",
  appliesTo: [types.logGroup],
  check: (group) =>
    violationIf(
      (number(group.props["retentionInDays"]) ?? 0) === 0,
      group,
      "retentionInDays",
      "is missing: logs are kept, and paid for, for ever",
    ),
  violatedBy: [[example(types.logGroup, {})], [example(types.logGroup, { retentionInDays: 0 })]],
  keptBy: [example(types.logGroup, { retentionInDays: 90 })],
};

export const logsUseOwnKey: ResourcePolicy = {
  kind: "resource",
  id: "logs-use-a-key-of-ours",
  requirement: "Every log group is encrypted with a key of ours.",
  controls: ["COBS-02"],
  severity: "low",
  appliesTo: [types.logGroup],
  check: (group) =>
    violationIf(
      text(group.props["kmsKeyId"]) === undefined,
      group,
      "kmsKeyId",
      "is missing: CloudWatch's own key is used",
    ),
  violatedBy: [[example(types.logGroup, {})]],
  keptBy: [example(types.logGroup, { kmsKeyId: "arn:aws:kms:ap-northeast-2:123456789012:key/1" })],
};

export const alarmsTellSomebody: ResourcePolicy = {
  kind: "resource",
  id: "alarms-tell-somebody",
  requirement: "Every alarm does something when it goes off.",
  controls: ["COBS-03", "CloudWatch.15"],
  severity: "high",
  appliesTo: [types.metricAlarm],
  check: (alarm) =>
    violationIf(
      list(alarm.props["alarmActions"]).length === 0,
      alarm,
      "alarmActions",
      "is empty: nobody hears the alarm",
    ),
  violatedBy: [[example(types.metricAlarm, { alarmActions: [] })]],
  keptBy: [example(types.metricAlarm, { alarmActions: ["arn:aws:sns:ap-northeast-2:123456789012:alarms"] })],
};

export const alarmsSwitchedOn: ResourcePolicy = {
  kind: "resource",
  id: "alarms-switched-on",
  requirement: "No alarm has its actions switched off.",
  controls: ["COBS-04", "CloudWatch.17"],
  severity: "high",
  appliesTo: [types.metricAlarm],
  check: (alarm) => violationIf(alarm.props["actionsEnabled"] === false, alarm, "actionsEnabled", "is off"),
  violatedBy: [[example(types.metricAlarm, { actionsEnabled: false })]],
  keptBy: [example(types.metricAlarm, {})],
};

export const alarmsHandleSilence: ResourcePolicy = {
  kind: "resource",
  id: "alarms-handle-silence",
  requirement: "Every alarm says what missing data means.",
  controls: ["COBS-06"],
  severity: "low",
  appliesTo: [types.metricAlarm],
  check: (alarm) =>
    violationIf(
      text(alarm.props["treatMissingData"]) === undefined,
      alarm,
      "treatMissingData",
      "is missing: breaching for a heartbeat, notBreaching for a counter of errors",
    ),
  violatedBy: [[example(types.metricAlarm, {})]],
  keptBy: [example(types.metricAlarm, { treatMissingData: "notBreaching" })],
};
