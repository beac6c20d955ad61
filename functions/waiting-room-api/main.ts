import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { SecretsProvider } from "@aws-lambda-powertools/parameters/secrets";
import { Tracer } from "@aws-lambda-powertools/tracer";
import * as z from "zod";
import type { PageFile } from "../waiting-page/build";
import { makeDocumentClient } from "../waiting-room-store/client";
import { DynamoStore } from "../waiting-room-store/dynamodb-store";
import { systemClock, systemSleep } from "../waiting-room/clock";
import { Helper } from "../waiting-room/control/help";
import { LeasedPositions } from "../waiting-room/positions/lease";
import { EventView } from "../waiting-room/view";
import type { ApiDeps } from "./call";
import { readEnvironment } from "./environment";
import { readEvent, toProxyResult, type ProxyResult } from "./events";
import { handle } from "./handle";
import { refused } from "./http";
import { keyRingSecret, Secret, secretMaxAgeSec } from "./keys";
import { pageServer } from "./page";
import { refusals } from "./refusals";
import { reportHelpTo, reportTo } from "./report";

// Compiling a schema pays off after hundreds of uses; a function that has just been started waits for it at once.
z.config({ jitless: true });

const serviceName = "waiting-room-api";
const environment = readEnvironment(process.env);
const clock = systemClock;
const logger = new Logger({ serviceName });
const metrics = new Metrics({ namespace: environment.POWERTOOLS_METRICS_NAMESPACE, serviceName });
const tracer = new Tracer({ serviceName });

const store = new DynamoStore({
  client: tracer.captureAWSv3Client(makeDocumentClient()),
  tables: { counters: environment.COUNTERS_TABLE, positions: environment.POSITIONS_TABLE },
  clock,
});

/** Answers or fails well within the 3 seconds the function has. */
const secrets = new SecretsProvider({
  clientConfig: {
    maxAttempts: 2,
    // Without `throwOnRequestTimeout` a late answer is only logged and still waited for.
    requestHandler: { connectionTimeout: 500, requestTimeout: 800, throwOnRequestTimeout: true },
  },
});
const readSecret = (name: string) => () => secrets.get(name, { maxAge: secretMaxAgeSec });
const ring = keyRingSecret(textOf(readSecret(environment.KEY_RING_SECRET)), clock);
const acceptedHeaders = z.array(z.string().min(16)).min(1);
const originSecret =
  environment.ORIGIN_SECRET === undefined
    ? undefined
    : new Secret(
        textOf(readSecret(environment.ORIGIN_SECRET)),
        (text) => acceptedHeaders.parse(JSON.parse(text)),
        clock,
      );

/** A name of its own for each environment of the function. */
const owner = `${serviceName}-${randomBytes(8).toString("hex")}`;

const random = () => randomBytes(4).readUInt32BE() / 2 ** 32;
const helper = new Helper({ store, clock, owner, random, report: reportHelpTo(metrics) });

const deps: ApiDeps = {
  store,
  clock,
  sleep: systemSleep,
  views: new EventView({ store, clock }),
  positions: new LeasedPositions({ store, clock, random }),
  ring: () => ring.value(),
  randomBytes,
  help: (view) => helper.help(view),
  allowedOrigins: environment.ALLOWED_ORIGINS,
  ...(originSecret === undefined ? {} : { originSecrets: () => originSecret.value() }),
  ...(environment.DEFAULT_RATE_PER_MINUTE === undefined
    ? {}
    : { defaultRate: environment.DEFAULT_RATE_PER_MINUTE / 60 }),
  observe: reportTo(logger, metrics),
};

const servePage =
  environment.PAGE_FILE === undefined ? undefined : pageServer(pageFiles(environment.PAGE_FILE));

/** What API Gateway and the load balancer call. */
export async function handler(event: unknown): Promise<ProxyResult> {
  try {
    const { request, query, requestId } = readEvent(event, environment.PROXIES_IN_FRONT);
    logger.setCorrelationId(requestId);
    return toProxyResult(servePage?.({ ...request, query }) ?? (await handle(request, deps)));
  } catch (error) {
    logger.error("no request", { fault: error instanceof Error ? error.name : "unknown" });
    return toProxyResult(refused(refusals.internal));
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
}

function textOf(read: () => Promise<string | Uint8Array | undefined>): () => Promise<string | undefined> {
  return async () => {
    const value = await read();
    return typeof value === "string" ? value : undefined;
  };
}

/** The files were written beside the code by what has deployed it. */
function pageFiles(name: string): readonly PageFile[] {
  return JSON.parse(readFileSync(join(__dirname, name), "utf8")) as readonly PageFile[];
}
