import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { makeDocumentClient } from "../waiting-room-store/client";
import { DynamoStore } from "../waiting-room-store/dynamodb-store";
import { systemClock, systemSleep } from "../waiting-room/clock";
import { readEnvironment } from "./environment";
import { controlLines, type Invocation } from "./handler";
import { reporter } from "./report";

const { COUNTERS_TABLE, POSITIONS_TABLE, POWERTOOLS_METRICS_NAMESPACE } = readEnvironment(process.env);

const serviceName = "line-controller";
const logger = new Logger({ serviceName });
const tracer = new Tracer({ serviceName });
const metrics = new Metrics({ namespace: POWERTOOLS_METRICS_NAMESPACE, serviceName });

const store = new DynamoStore({
  client: makeDocumentClient(),
  tables: { counters: COUNTERS_TABLE, positions: POSITIONS_TABLE },
});

const deps = {
  store,
  clock: systemClock,
  sleep: systemSleep,
  ended: new Set<string>(),
  report: reporter({ logger, metrics }),
};

/**
 * Entry of the Lambda function. EventBridge's event says nothing that is needed.
 *
 * The run is traced as a whole: it makes thousands of requests, more than a trace holds.
 */
export async function handler(_event: unknown, invocation: Invocation): Promise<void> {
  const segment = tracer.getSegment();
  const run = segment?.addNewSubsegment("run");
  if (run !== undefined) tracer.setSegment(run);
  tracer.annotateColdStart();
  try {
    await controlLines(invocation, deps);
  } catch (error) {
    tracer.addErrorAsMetadata(error instanceof Error ? error : new Error("the run failed", { cause: error }));
    throw error;
  } finally {
    run?.close();
    if (segment !== undefined) tracer.setSegment(segment);
  }
}
