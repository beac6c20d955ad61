import * as pulumi from "@pulumi/pulumi";
import type { DataTier } from "../../data-tier";
import type { Statement } from "../../policy-document";
import type { Queueing } from "../../queueing";
import type { Workload } from "../workload";

export interface ServiceRightsArgs {
  readonly region: string;
  readonly dataTier: Pick<DataTier, "buckets" | "kafka">;
  readonly queueing: Pick<Queueing, "grantsFor" | "waitingRoom">;
}

/** What a service may do on AWS; nothing for most. */
export function serviceRights(workload: Workload, args: ServiceRightsArgs): readonly Statement[] {
  const { dataTier, queueing, region } = args;
  return [
    ...queueing.grantsFor(workload.shortName),
    ...(dataTier.kafka.managed === undefined ? [] : kafkaRights(workload, dataTier.kafka.managed)),
    ...(workload.uploads ? uploadRights(dataTier.buckets, region) : []),
    ...(workload.admits === true ? (queueing.waitingRoom?.readsKeys() ?? []) : []),
  ];
}

/** A presigned URL carries the rights of whoever has signed it. */
function uploadRights({ keyArn, uploads }: DataTier["buckets"], region: string): readonly Statement[] {
  return [
    {
      Sid: "StoreAndReadUploads",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: pulumi.interpolate`${uploads.bucketArn}/*`,
    },
    {
      Sid: "KeyOfUploads",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: keyArn,
      Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
    },
  ];
}

type Kafka = NonNullable<DataTier["kafka"]["managed"]>;

/** https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control-use-cases.html */
function kafkaRights({ kafka, name }: Workload, cluster: Kafka): readonly Statement[] {
  if (kafka === undefined) return [];
  const topics = (names: readonly string[]) => names.map((topic) => cluster.topicArn(topic));
  return [
    { Sid: "ConnectToKafka", Effect: "Allow", Action: "kafka-cluster:Connect", Resource: cluster.clusterArn },
    ...(kafka.produces.length === 0
      ? []
      : [
          {
            Sid: "WriteTopics",
            Effect: "Allow" as const,
            // Producers of Kafka 3 and later are idempotent unless told otherwise.
            Action: [
              ...["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
              "kafka-cluster:WriteDataIdempotently",
            ],
            Resource: [cluster.clusterArn, ...topics(kafka.produces)],
          },
        ]),
    ...(kafka.consumes.length === 0
      ? []
      : [
          {
            Sid: "ReadTopics",
            Effect: "Allow" as const,
            Action: ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
            Resource: topics(kafka.consumes),
          },
          {
            Sid: "KeepPlaceInTopics",
            Effect: "Allow" as const,
            Action: ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
            // Groups are called after their service, with whatever they add.
            Resource: cluster.groupArn(`${name}*`),
          },
        ]),
  ];
}
