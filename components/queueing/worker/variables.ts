import type * as pulumi from "@pulumi/pulumi";
import { databaseUser, type PodWorkerStores, type WorkerStores } from "./stores";

/**
 * What the worker is told by its environment, as `functions/ticket-worker/environment.ts` reads it.
 *
 * @throws Error where no user of PostgreSQL is the worker.
 */
export function workerVariables({
  postgres,
  redis,
  stream,
  tables,
}: PodWorkerStores): Readonly<Record<string, pulumi.Input<string>>> {
  return {
    ...(postgres === undefined ? {} : databaseOf(postgres)),
    ...(redis === undefined ? {} : redisOf(redis)),
    STREAM_QUEUE_URL: stream.events.url,
    DEAD_LETTER_QUEUE_URL: stream.deadLetters.url,
    MAX_RECEIVES: String(stream.maxReceives),
    ...(tables === undefined
      ? {}
      : { COUNTERS_TABLE: tables.names.counters, POSITIONS_TABLE: tables.names.positions }),
  };
}

function databaseOf(postgres: WorkerStores["postgres"]) {
  const user = postgres.users.find(({ iam, name }) => iam && name === databaseUser);
  if (user === undefined) throw new Error(`no user ${databaseUser} logs in to PostgreSQL by IAM`);
  return {
    DB_HOST: postgres.endpoint,
    DB_PORT: String(postgres.port),
    DB_NAME: user.database,
    DB_USER: user.name,
  };
}

function redisOf({ endpoints, port, secretArn }: WorkerStores["redis"]) {
  return { ...redisAddress(endpoints), REDIS_PORT: String(port), REDIS_SECRET: secretArn };
}

/** One that is no cluster has a primary; a cluster has one address, and tells who has what. */
function redisAddress(endpoints: WorkerStores["redis"]["endpoints"]) {
  return "configuration" in endpoints
    ? { REDIS_HOST: endpoints.configuration, REDIS_MODE: "cluster" }
    : { REDIS_HOST: endpoints.primary, REDIS_MODE: "single" };
}
