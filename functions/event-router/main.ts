import { Logger } from "@aws-lambda-powertools/logger";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { readEnvironment } from "./environment";
import { NoTicketEvent, route } from "./route";

// Compiling a schema pays off after hundreds of uses; a function that has just been started waits for it at once.
z.config({ jitless: true });

const serviceName = "event-router";
const { STREAM_QUEUE_URL: queueUrl } = readEnvironment(process.env);
const logger = new Logger({ serviceName });
const tracer = new Tracer({ serviceName });

const sqs = tracer.captureAWSv3Client(
  new SQSClient({
    maxAttempts: 3,
    // Without `throwOnRequestTimeout` a late answer is only logged and still waited for.
    requestHandler: { connectionTimeout: 500, requestTimeout: 2_000, throwOnRequestTimeout: true },
  }),
);

/**
 * Entry of the Lambda function, which EventBridge calls without waiting. What fails is tried again by Lambda, and then
 * parked with the reason: for what is no ticket event a repetition changes nothing, but nothing can tell Lambda so.
 */
export async function handler(event: unknown): Promise<void> {
  try {
    await route(event, { sqs, queueUrl });
  } catch (error) {
    const reason = error instanceof NoTicketEvent ? error.message : "the stream took no message";
    logger.error(reason, { fault: error instanceof Error ? error.name : "unknown" });
    throw error;
  }
}
