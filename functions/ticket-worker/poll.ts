import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { SQSClient } from "@aws-sdk/client-sqs";
import { iamLogin, secretToken } from "./aws-access";
import { compose, type Access, type Composition } from "./compose";
import { handleBatch } from "./handle-batch";
import { readPollEnvironment, type PollEnvironment } from "./poll-environment";
import { healthServer, Pulse } from "./poll-pulse";
import { patient, polledQueue } from "./poll-queue";
import { pollStream, type PollReport } from "./poll-stream";
import { nameOf } from "./report";
import { reconcilerOf } from "./seat-map/reconciler";

/** As long as the function has for a batch. */
const batchMs = 30_000;
const comparisonMs = 600_000;
const restMs = 1_000;

function accessOf(environment: PollEnvironment): Access {
  const { BATCHES_AT_ONCE, DB_PASSWORD_FILE, REDIS_SECRET } = environment;
  return {
    database:
      DB_PASSWORD_FILE === undefined
        ? iamLogin(environment)
        : { password: () => readFileSync(DB_PASSWORD_FILE, "utf8").trim() },
    redis: REDIS_SECRET === undefined ? {} : secretToken(REDIS_SECRET),
    batchesAtOnce: BATCHES_AT_ONCE,
  };
}

function reporterOf({ logger }: Composition): PollReport {
  const tell = (message: string) => (error: unknown) => {
    logger.error(message, { fault: nameOf(error) });
  };
  return {
    notReceived: tell("the stream does not answer"),
    notHandled: tell("a batch failed as a whole, and comes again"),
    notRemoved: tell("messages that are done come again"),
  };
}

/** Applies what the stream brings, until Kubernetes ends the pod. */
async function poll(environment: PollEnvironment, composition: Composition): Promise<void> {
  const { logger, publishMetrics, worker } = composition;
  const client = new SQSClient(patient);
  const queue = polledQueue(client, environment.STREAM_QUEUE_URL);
  const lines = Array.from({ length: environment.BATCHES_AT_ONCE }, (_, line) => line);
  const pulse = new Pulse(lines.length, worker.clock);
  const health = healthServer(pulse).listen(environment.HEALTH_PORT);
  const stop = new AbortController();
  process.once("SIGTERM", () => {
    logger.info("no batch is begun any more");
    stop.abort();
  });
  const report = reporterOf(composition);
  await Promise.all(
    lines.map((line) =>
      pollStream(stop.signal, {
        queue,
        report,
        handle: (batch) => handleBatch(batch, batchMs, worker).finally(publishMetrics),
        turned: () => {
          pulse.turned(line);
        },
        answered: () => {
          pulse.answered(line);
        },
        rest: () => sleep(restMs),
      }),
    ),
  );
  client.destroy();
  health.close();
}

/** Compares every seat map with the database, once. */
async function compare({ logger, publishMetrics, worker }: Composition): Promise<void> {
  try {
    const result = await reconcilerOf(worker)({}, worker.clock.now() + comparisonMs);
    logger.info("seat maps are compared", { ...result });
  } catch (error) {
    logger.error("the comparison of seat maps failed", { fault: nameOf(error) });
    process.exitCode = 1;
  } finally {
    publishMetrics();
  }
}

/** Entry of a pod: `poll` works on the stream until the pod ends, `compare` compares seat maps once. */
async function main(command: string | undefined): Promise<void> {
  if (command !== "poll" && command !== "compare") throw new Error("neither poll nor compare");
  const environment = readPollEnvironment(process.env);
  const composition = compose(environment, accessOf(environment));
  await (command === "poll" ? poll(environment, composition) : compare(composition));
  await composition.close();
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : "unknown failure");
  process.exitCode = 1;
});
