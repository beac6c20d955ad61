import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { SQSClient } from "@aws-sdk/client-sqs";
import { Pool, type PoolConfig } from "pg";
import { makeDocumentClient } from "../waiting-room-store/client";
import { DynamoStore } from "../waiting-room-store/dynamodb-store";
import { systemClock } from "../waiting-room/clock";
import { EventView } from "../waiting-room/view";
import { databaseOf } from "./database";
import { deadLetterQueue } from "./dead-letters";
import { earlyRetries } from "./early-retries";
import type { Environment } from "./environment";
import type { Worker } from "./handle-batch";
import { impatient } from "./impatient";
import { LazyRedis, type RedisChoices } from "./lazy-redis";
import { reporter } from "./report";
import { redisSeatMaps } from "./seat-map/redis-seat-maps";
import { sessionsOf } from "./sessions";
import { timeLimits } from "./time-limits";

const serviceName = "ticket-worker";

/** By what the worker is let in, and how often at once. */
export interface Access {
  readonly database: Pick<PoolConfig, "password" | "ssl">;
  readonly redis: Pick<RedisChoices, "password" | "tls">;
  /** How many batches it works on at once; each takes a connection. */
  readonly batchesAtOnce: number;
}

/** The worker and what its process has besides. */
export interface Composition {
  readonly worker: Worker;
  readonly logger: Logger;
  /** Writes out what was counted since. */
  readonly publishMetrics: () => void;
  /** Ends every connection. */
  readonly close: () => Promise<void>;
}

/** Puts the worker together between its real stores. Nothing is connected before it is used. */
export function compose(environment: Omit<Environment, "REDIS_SECRET">, access: Access): Composition {
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: environment.POWERTOOLS_METRICS_NAMESPACE, serviceName });
  const pool = new Pool({
    host: environment.DB_HOST,
    port: environment.DB_PORT,
    database: environment.DB_NAME,
    user: environment.DB_USER,
    ...access.database,
    max: access.batchesAtOnce,
    connectionTimeoutMillis: timeLimits.connectMs,
    query_timeout: timeLimits.statementMs,
    // RDS Proxy drops a client that is idle for half an hour, and each one after a day.
    idleTimeoutMillis: 600_000,
    maxLifetimeSeconds: 43_200,
  });
  pool.on("error", (error) => {
    logger.info("an idle connection was lost", { fault: error.name });
  });
  const redis = new LazyRedis({
    address: { host: environment.REDIS_HOST, port: environment.REDIS_PORT },
    mode: environment.REDIS_MODE,
    ...access.redis,
  });
  const sqs = new SQSClient(impatient);
  return {
    worker: {
      database: databaseOf(pool),
      seatMaps: redisSeatMaps(redis),
      setAside: deadLetterQueue(sqs, environment.DEAD_LETTER_QUEUE_URL),
      retrySoon: earlyRetries(sqs, environment.STREAM_QUEUE_URL),
      ...waitingRoom(environment),
      maxReceives: environment.MAX_RECEIVES,
      // It is only compared with itself, and must not be set back.
      clock: { now: () => performance.now() },
      report: reporter({ logger, metrics }),
    },
    logger,
    publishMetrics: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
    close: async () => {
      sqs.destroy();
      await Promise.all([pool.end(), redis.close()]);
    },
  };
}

function waitingRoom({
  COUNTERS_TABLE: counters,
  POSITIONS_TABLE: positions,
}: Pick<Environment, "COUNTERS_TABLE" | "POSITIONS_TABLE">): Pick<Worker, "completeSession"> {
  if (counters === undefined || positions === undefined) return {};
  const store = new DynamoStore({ client: makeDocumentClient(), tables: { counters, positions } });
  const views = new EventView({ store, clock: systemClock });
  return { completeSession: sessionsOf({ store, views, clock: systemClock }) };
}
