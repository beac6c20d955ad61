// Registers the signer that CloudFront's key value store asks for, in JavaScript; without it the client has none.
import "@aws-sdk/signature-v4a";
import { randomBytes } from "node:crypto";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { CloudFrontKeyValueStoreClient } from "@aws-sdk/client-cloudfront-keyvaluestore";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { makeDocumentClient } from "../waiting-room-store/client";
import { DynamoStore } from "../waiting-room-store/dynamodb-store";
import { systemClock } from "../waiting-room/clock";
import { entriesSecret } from "./entries-secret";
import { readEnvironment, type Environment } from "./environment";
import type { GateSink } from "./gate-sink";
import { rotateKeys, type Answer } from "./handler";
import { keyValueStore } from "./key-value-store";
import { noGate } from "./no-gate";
import { rememberedGate } from "./remembered-gate";
import { ringSecret } from "./ring-secret";
import { versionedSecret } from "./versioned-secret";

const environment = readEnvironment(process.env);

const serviceName = "key-rotation";
const logger = new Logger({ serviceName });
const tracer = new Tracer({ serviceName });
const metrics = new Metrics({ namespace: environment.POWERTOOLS_METRICS_NAMESPACE, serviceName });

/** Two attempts of 4 s at most: a dozen calls fit in the minute a run has. */
const patience = {
  maxAttempts: 2,
  // Without `throwOnRequestTimeout` a late answer is only logged and still waited for.
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
};

const deps = {
  rings: ringSecret(
    versionedSecret(
      tracer.captureAWSv3Client(new SecretsManagerClient(patience)),
      environment.KEY_RING_SECRET,
    ),
  ),
  store: new DynamoStore({
    client: tracer.captureAWSv3Client(makeDocumentClient()),
    tables: { counters: environment.COUNTERS_TABLE, positions: environment.POSITIONS_TABLE },
  }),
  gate: rememberedGate(gateOf(environment), systemClock),
  paths: environment.PROTECTED_PATHS,
  clock: systemClock,
  maxAgeMs: environment.KEY_ROTATION_DAYS * 86_400_000,
  newSecret: () => randomBytes(32).toString("base64url"),
};

/** Entry of the Lambda function, which must have a timeout of a minute at most (`nextRing`). */
export async function handler(event: unknown): Promise<Answer> {
  try {
    const answer = await rotateKeys(event, deps, metrics);
    if (answer.done.length > 0) logger.info("keys", { ...answer });
    return answer;
  } finally {
    metrics.publishStoredMetrics();
  }
}

function gateOf({ GATE_STORE_ARN: arn, GATE_ENTRIES_SECRET: secret }: Environment): GateSink {
  if (arn !== undefined) {
    return keyValueStore(tracer.captureAWSv3Client(new CloudFrontKeyValueStoreClient(patience)), arn);
  }
  if (secret === undefined) return noGate();
  // What Lambda@Edge reads is in us-east-1, wherever this runs.
  const client = new SecretsManagerClient({ ...patience, region: "us-east-1" });
  return entriesSecret(versionedSecret(tracer.captureAWSv3Client(client), secret));
}
