import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { SecretsProvider } from "@aws-lambda-powertools/parameters/secrets";
import { SQSClient } from "@aws-sdk/client-sqs";
import { Signer } from "@aws-sdk/rds-signer";
import type { Context, SQSBatchResponse } from "aws-lambda";
import { Pool } from "pg";
import * as z from "zod";
import { makeDocumentClient } from "../waiting-room-store/client";
import { DynamoStore } from "../waiting-room-store/dynamodb-store";
import { systemClock } from "../waiting-room/clock";
import { EventView } from "../waiting-room/view";
import { databaseOf } from "./database";
import { deadLetterQueue } from "./dead-letters";
import { earlyRetries } from "./early-retries";
import { readEnvironment } from "./environment";
import { handleBatch, type Worker } from "./handle-batch";
import { readInvocation } from "./invocation";
import { LazyRedis } from "./lazy-redis";
import { reporter } from "./report";
import { reconcilerOf, type ReconcilerResult } from "./seat-map/reconciler";
import { redisSeatMaps } from "./seat-map/redis-seat-maps";
import { sessionsOf } from "./sessions";
import { timeLimits } from "./time-limits";

// Compiling a schema pays off after hundreds of uses; a function that has just been started waits for it at once.
z.config({ jitless: true });

const serviceName = "ticket-worker";
const environment = readEnvironment(process.env);
const logger = new Logger({ serviceName });
const metrics = new Metrics({ namespace: environment.POWERTOOLS_METRICS_NAMESPACE, serviceName });

/** Two attempts. Without `throwOnRequestTimeout` a late answer is only logged and still waited for. */
const impatient = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1_200, throwOnRequestTimeout: true },
};

const signer = new Signer({
  hostname: environment.DB_HOST,
  port: environment.DB_PORT,
  username: environment.DB_USER,
});
const pool = new Pool({
  host: environment.DB_HOST,
  port: environment.DB_PORT,
  database: environment.DB_NAME,
  user: environment.DB_USER,
  // Made without a request; it is good for a quarter of an hour, and asked for with each connection.
  password: () => signer.getAuthToken(),
  ssl: { rejectUnauthorized: true },
  max: 1,
  connectionTimeoutMillis: timeLimits.connectMs,
  query_timeout: timeLimits.statementMs,
  // RDS Proxy drops a client that is idle for half an hour, and each one after a day.
  idleTimeoutMillis: 600_000,
  maxLifetimeSeconds: 43_200,
});
pool.on("error", (error) => {
  logger.info("an idle connection was lost", { fault: error.name });
});

const secrets = new SecretsProvider({ clientConfig: impatient });
const redis = new LazyRedis({
  address: { host: environment.REDIS_HOST, port: environment.REDIS_PORT },
  mode: environment.REDIS_MODE,
  tls: {},
  password: async () => {
    const value = await secrets.get(environment.REDIS_SECRET, { maxAge: 5 });
    return typeof value === "string" ? value : undefined;
  },
});

const sqs = new SQSClient(impatient);

const worker: Worker = {
  database: databaseOf(pool),
  seatMaps: redisSeatMaps(redis),
  setAside: deadLetterQueue(sqs, environment.DEAD_LETTER_QUEUE_URL),
  retrySoon: earlyRetries(sqs, environment.STREAM_QUEUE_URL),
  ...waitingRoom(),
  maxReceives: environment.MAX_RECEIVES,
  // It is only compared with itself, and must not be set back.
  clock: { now: () => performance.now() },
  report: reporter({ logger, metrics }),
};

const reconcile = reconcilerOf(worker);

function waitingRoom(): Pick<Worker, "completeSession"> {
  const { COUNTERS_TABLE: counters, POSITIONS_TABLE: positions } = environment;
  if (counters === undefined || positions === undefined) return {};
  const store = new DynamoStore({ client: makeDocumentClient(), tables: { counters, positions } });
  const views = new EventView({ store, clock: systemClock });
  return { completeSession: sessionsOf({ store, views, clock: systemClock }) };
}

/** Entry of the Lambda function, for the stream and for whoever asks for a reconciliation. */
export async function handler(
  event: unknown,
  context: Pick<Context, "getRemainingTimeInMillis">,
): Promise<SQSBatchResponse | ReconcilerResult> {
  const invocation = readInvocation(event);
  const remainingMs = context.getRemainingTimeInMillis();
  try {
    if ("batch" in invocation) return await handleBatch(invocation.batch, remainingMs, worker);
    const until = worker.clock.now() + remainingMs - timeLimits.reserveMs;
    return await reconcile(invocation.reconciliation, until);
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
}
