import type { Resource } from "../../../offline/resource";
import { fixed, ofType, partOf, used, type Pricer } from "../pricer";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const bucketType = "aws:s3/bucket:Bucket";
const keyType = "aws:kms/key:Key";
const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
const secretType = "aws:secretsmanager/secret:Secret";
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";
const topicType = "aws:sns/topic:Topic";

/** AWS keeps every version that rotation made and bills the first two of them too, a year after each other. */
const key: Pricer = ({ inputs }, context) => {
  const spec = inputs["customerMasterKeySpec"] ?? "SYMMETRIC_DEFAULT";
  const requests = partOf(context, "kmsRequests", ofType(keyType));
  return [
    fixed("key, first version", "kms-key-month", 1),
    used("requests", spec === "SYMMETRIC_DEFAULT" ? "kms-10k-requests" : null, requests, 10_000),
  ];
};

const secret: Pricer = (_, context) => [
  fixed("secret", "secret-month", 1),
  used("calls", "secret-10k-calls", partOf(context, "secretCalls", ofType(secretType)), 10_000),
];

const isArchive = ({ type, urn }: Resource) =>
  type === bucketType && urn.includes("urr:operations:LogArchive$");

const bucket: Pricer = (resource, context) => {
  const archived = (usage: "logArchiveGb" | "archiveWrites") =>
    isArchive(resource) ? partOf(context, usage, isArchive) : null;
  return [
    // The archive's older objects lie in cheaper classes, so this is never too little for what is kept.
    used("storage, as if all of it were S3 Standard", "s3-standard-gb-month", archived("logArchiveGb")),
    used("requests that write", "s3-1k-writes", archived("archiveWrites"), 1000),
  ];
};

const logGroup: Pricer = (resource, context) => {
  const isFed = (group: Resource) =>
    context.resources.some(
      ({ type, inputs }) =>
        type === "aws:ec2/flowLog:FlowLog" && inputs["logDestination"] === group.outputs["arn"],
    );
  const isGroup = ofType(logGroupType);
  const isStandard = (resource.inputs["logGroupClass"] ?? "STANDARD") === "STANDARD";
  const storage = used(
    "logs kept",
    isStandard ? "logs-storage-gb-month" : null,
    partOf(context, "logStoredGb", isGroup),
  );
  // What a flow log delivers is paid for there.
  if (isFed(resource)) return [storage];
  const ingested = partOf(context, "logIngestGb", (other) => isGroup(other) && !isFed(other));
  return [used("logs taken in", isStandard ? "logs-ingest-gb" : null, ingested), storage];
};

interface MetricQuery {
  readonly metric?: { readonly period?: number };
}

/** By metric and not by alarm: one that computes with three metrics costs three times as much. */
const alarm: Pricer = ({ inputs }) => {
  const queries = ((inputs["metricQueries"] ?? []) as readonly MetricQuery[])
    .map(({ metric }) => metric)
    .filter((metric) => metric !== undefined);
  const periods = [inputs["period"], ...queries.map(({ period }) => period)];
  const isPlain =
    inputs["thresholdMetricId"] === undefined &&
    periods.every((period) => typeof period !== "number" || period >= 60);
  const metrics = Math.max(1, queries.length);
  return isPlain
    ? [fixed("alarm, by metric", "alarm-metric-month", metrics)]
    : [fixed("alarm by the second or on an anomaly", null, metrics)];
};

const topic: Pricer = (_, context) => [
  used(
    "messages published",
    "sns-million-requests",
    partOf(context, "notifications", ofType(topicType)),
    1e6,
  ),
];

const subscription: Pricer = ({ inputs }, context) => {
  const sent = partOf(context, "notifications", ofType(topicType));
  return inputs["protocol"] === "email"
    ? [used("e-mails sent", "sns-100k-emails", sent, 100_000)]
    : [used("messages delivered", null, sent)];
};

export const operationsPricers = {
  [alarmType]: alarm,
  [bucketType]: bucket,
  [keyType]: key,
  [logGroupType]: logGroup,
  [secretType]: secret,
  [subscriptionType]: subscription,
  [topicType]: topic,
} as const satisfies Record<string, Pricer>;
