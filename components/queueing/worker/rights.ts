import type { Statement } from "../../policy-document";
import { completeVisits } from "../waiting-room/rights";
import { databaseUser, type PodWorkerStores, type WorkerStores } from "./stores";

/** The consumer group under which the worker reads topics. */
const consumerGroup = "ticket-worker";

/**
 * What the worker may do, whichever form it has.
 *
 * @throws Error where no user of PostgreSQL is the worker.
 */
export function workerRights(stores: PodWorkerStores, region: string): readonly Statement[] {
  const { kafka, postgres, redis, stream, tables } = stores;
  return [
    ...stream.consume(),
    ...(postgres === undefined ? [] : [logInToPostgres(postgres)]),
    ...(redis === undefined ? [] : readToken(redis, region)),
    ...(tables === undefined ? [] : completeVisits(tables, region)),
    ...(kafka === undefined ? [] : readTopics(kafka)),
  ];
}

function logInToPostgres(postgres: WorkerStores["postgres"]): Statement {
  const connectArn = postgres.connectArns[databaseUser];
  if (connectArn === undefined) throw new Error(`no user ${databaseUser} logs in to PostgreSQL by IAM`);
  return { Sid: "LogInToPostgres", Effect: "Allow", Action: "rds-db:connect", Resource: connectArn };
}

function readToken(redis: WorkerStores["redis"], region: string): readonly Statement[] {
  return [
    {
      Sid: "TokenOfRedis",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: redis.secretArn,
    },
    {
      Sid: "KeyOfRedisToken",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: redis.keyArn,
      Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
    },
  ];
}

/** https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control-use-cases.html */
function readTopics(kafka: NonNullable<WorkerStores["kafka"]>): readonly Statement[] {
  return [
    { Sid: "ConnectToKafka", Effect: "Allow", Action: "kafka-cluster:Connect", Resource: kafka.clusterArn },
    {
      Sid: "ReadTopics",
      Effect: "Allow",
      Action: ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
      Resource: kafka.topicArn("*"),
    },
    {
      Sid: "KeepPlaceInTopics",
      Effect: "Allow",
      Action: ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
      Resource: kafka.groupArn(consumerGroup),
    },
  ];
}
