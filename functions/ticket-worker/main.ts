import type { Context, SQSBatchResponse } from "aws-lambda";
import * as z from "zod";
import { iamLogin, secretToken } from "./aws-access";
import { compose } from "./compose";
import { readEnvironment } from "./environment";
import { handleBatch } from "./handle-batch";
import { readInvocation } from "./invocation";
import { reconcilerOf, type ReconcilerResult } from "./seat-map/reconciler";
import { timeLimits } from "./time-limits";

// Compiling a schema pays off after hundreds of uses; a function that has just been started waits for it at once.
z.config({ jitless: true });

const environment = readEnvironment(process.env);
const { publishMetrics, worker } = compose(environment, {
  database: iamLogin(environment),
  redis: secretToken(environment.REDIS_SECRET),
  batchesAtOnce: 1,
});
const reconcile = reconcilerOf(worker);

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
    publishMetrics();
  }
}
