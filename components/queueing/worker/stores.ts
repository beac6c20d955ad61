import type { Kafka } from "../../data-tier/kafka";
import type { Postgres } from "../../data-tier/postgres";
import type { Redis } from "../../data-tier/redis";
import type { Stream } from "../stream";
import type { LineTables } from "../waiting-room/tables";

/** The user of PostgreSQL that the worker is; it logs in by IAM. */
export const databaseUser = "worker";

/** Everything the worker reads or writes, in whichever form it runs. */
export interface WorkerStores {
  readonly stream: Pick<Stream, "consume" | "deadLetters" | "events" | "maxReceives">;
  readonly postgres: Pick<Postgres, "connectArns" | "endpoint" | "port" | "securityGroupId" | "users">;
  readonly redis: Pick<Redis, "endpoints" | "keyArn" | "port" | "secretArn" | "securityGroupId">;
  /** Undefined unless the worker may read topics. */
  readonly kafka:
    Pick<Kafka, "clusterArn" | "groupArn" | "port" | "securityGroupId" | "topicArn"> | undefined;
  /** Of the waiting room; undefined where there is none. */
  readonly tables: Pick<LineTables, "arns" | "keyArn" | "names"> | undefined;
}

/** The same for pods: a store that runs beside them in the cluster is none of AWS's, and undefined here. */
export type PodWorkerStores = Omit<WorkerStores, "postgres" | "redis"> & {
  readonly [Store in "postgres" | "redis"]: WorkerStores[Store] | undefined;
};
