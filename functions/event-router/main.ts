import { Logger } from "@aws-lambda-powertools/logger";
import { SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { readEnvironment } from "./environment";
import { NotRoutable, route } from "./route";

// Compiling a schema pays off after hundreds of uses; a function that has just been started waits for it at once.
z.config({ jitless: true });

const logger = new Logger({ serviceName: "event-router" });
const deps = {
  queueUrl: readEnvironment(process.env).STREAM_QUEUE_URL,
  /** Two attempts of 3 s, well within the 10 s that the function has. */
  client: new SQSClient({
    maxAttempts: 2,
    // Without `throwOnRequestTimeout` a late answer is only logged and still waited for.
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  }),
};

/** Entry of the Lambda function. What it throws, Lambda tries again and then parks with its message. */
export async function handler(busEvent: unknown): Promise<void> {
  try {
    await route(busEvent, deps);
  } catch (error) {
    logger.error("an event did not reach the stream", { fault: faultOf(error) });
    throw error;
  }
}

/** A message of our own quotes nothing that was published. */
function faultOf(error: unknown): string {
  if (error instanceof NotRoutable) return error.message;
  return error instanceof Error ? error.name : "unknown";
}
