import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { makeDocumentClient } from "../waiting-room-store/client";
import { DynamoStore } from "../waiting-room-store/dynamodb-store";
import { systemClock, systemSleep } from "../waiting-room/clock";
import { readEnvironment } from "./environment";
import { controlLines, type Invocation } from "./handler";
import { reporter } from "./report";

const { COUNTERS_TABLE, POSITIONS_TABLE } = readEnvironment(process.env);

const serviceName = "line-controller";
const logger = new Logger({ serviceName });
const metrics = new Metrics({ namespace: "WaitingRoom", serviceName });

const store = new DynamoStore({
  client: makeDocumentClient(),
  tables: { counters: COUNTERS_TABLE, positions: POSITIONS_TABLE },
});

const deps = { store, clock: systemClock, sleep: systemSleep, report: reporter({ logger, metrics }) };

/** Entry of the Lambda function. EventBridge's event says nothing that is needed. */
export function handler(_event: unknown, invocation: Invocation): Promise<void> {
  return controlLines(invocation, deps);
}
