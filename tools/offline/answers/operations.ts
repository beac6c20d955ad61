import { stableHex } from "../fake-ids";
import { attachedTo, named, text, uuid, type Answer, type Answers, type Asked } from "./answer";

/** A file in a bucket: its tag changes with what it holds. */
const object = ({ inputs, urn }: Asked): Answer => {
  const path = `${text(inputs, "bucket")}/${text(inputs, "key")}`;
  const held = JSON.stringify([inputs["content"], inputs["source"]]);
  return {
    id: path,
    outputs: {
      arn: `arn:aws:s3:::${path}`,
      etag: stableHex(held, 32),
      versionId: stableHex(`${urn} ${held}`, 32),
    },
  };
};

/** Answers for keys, topics, buckets, logs, alarms and secrets. */
export const operationsAnswers: Answers = {
  "pulumi:providers:aws": ({ urn }) => ({ id: uuid(urn), outputs: {} }),
  "aws:kms/key:Key": ({ account, urn, region }) => {
    const keyId = uuid(urn);
    return { id: keyId, outputs: { keyId, arn: `arn:aws:kms:${region}:${account}:key/${keyId}` } };
  },
  "aws:kms/alias:Alias": ({ account, inputs, region }) => {
    const name = text(inputs, "name");
    const target = text(inputs, "targetKeyId");
    const keys = `arn:aws:kms:${region}:${account}`;
    return {
      id: name,
      outputs: {
        arn: `${keys}:${name}`,
        targetKeyArn: target.startsWith("arn:") ? target : `${keys}:key/${target}`,
      },
    };
  },
  "aws:sns/topic:Topic": ({ account, inputs, region }) => {
    const arn = `arn:aws:sns:${region}:${account}:${text(inputs, "name")}`;
    return { id: arn, outputs: { arn } };
  },
  "aws:sns/topicPolicy:TopicPolicy": attachedTo("arn"),
  "aws:sns/topicSubscription:TopicSubscription": ({ inputs, urn }) => {
    const arn = `${text(inputs, "topic")}:${uuid(urn)}`;
    return { id: arn, outputs: { arn } };
  },
  "aws:s3/bucket:Bucket": ({ inputs, region }) => {
    const bucket = text(inputs, "bucket");
    return {
      id: bucket,
      outputs: {
        arn: `arn:aws:s3:::${bucket}`,
        bucketDomainName: `${bucket}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
      },
    };
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": attachedTo("bucket"),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": attachedTo("bucket"),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    attachedTo("bucket"),
  "aws:s3/bucketVersioning:BucketVersioning": attachedTo("bucket"),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": attachedTo("bucket"),
  "aws:s3/bucketLogging:BucketLogging": attachedTo("bucket"),
  "aws:s3/bucketObjectv2:BucketObjectv2": object,
  "aws:s3/bucketPolicy:BucketPolicy": attachedTo("bucket"),
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": attachedTo("bucket"),
  "aws:cloudwatch/logGroup:LogGroup": named("logs", "log-group"),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": attachedTo("name"),
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": ({ inputs, urn }) => ({
    id: text(inputs, "policyName", text(inputs, "resourceArn", urn)),
    outputs: {
      policyScope: inputs["resourceArn"] === undefined ? "ACCOUNT" : "RESOURCE",
      revisionId: stableHex(urn, 32),
    },
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": named("cloudwatch", "alarm"),
  "aws:secretsmanager/secret:Secret": ({ account, inputs, region, urn }) => {
    const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${text(inputs, "name")}-${stableHex(urn, 6)}`;
    return { id: arn, outputs: { arn } };
  },
  "aws:secretsmanager/secretVersion:SecretVersion": ({ inputs, urn }) => {
    const versionId = uuid(urn);
    return {
      id: `${text(inputs, "secretId")}|${versionId}`,
      outputs: { versionId, arn: text(inputs, "secretId") },
    };
  },
};
