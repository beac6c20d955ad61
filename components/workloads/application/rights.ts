import type { Account } from "../../account";
import type { DataTier } from "../../data-tier";
import type { Statement } from "../../policy-document";
import type { Queueing } from "../../queueing";
import type { Workload } from "../workload";

export interface ServiceRightsArgs {
  readonly account: Account;
  readonly dataTier: Pick<DataTier, "buckets" | "kafka">;
  readonly queueing: Pick<Queueing, "grantsFor" | "waitingRoom">;
}

/** What a service may do on AWS; nothing for most. */
export function serviceRights(workload: Workload, args: ServiceRightsArgs): readonly Statement[] {
  const { account, dataTier, queueing } = args;
  return [
    ...queueing.grantsFor(workload.name),
    ...(dataTier.kafka.managed === undefined ? [] : kafkaRights(workload, dataTier.kafka.managed)),
    ...(workload.uploads ? dataTier.buckets.uploads.grantsForObjects(account.region) : []),
    ...(workload.admits === true ? (queueing.waitingRoom?.readsKeys() ?? []) : []),
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
