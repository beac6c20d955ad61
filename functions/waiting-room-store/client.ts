import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { systemClock } from "../waiting-room/clock";

/** Where DynamoDB is; the function's own region unless told. A local one takes any credentials, so it is given some. */
export interface ClientOptions {
  readonly endpoint?: string;
  readonly region?: string;
  /** How long one attempt may take. A DynamoDB in this very process shares its processor and may need more. */
  readonly attemptMs?: number;
}

/** How long after the first attempt can have ended the second may begin: the SDK waits up to a second when throttled. */
const soonMs = 450;

/**
 * A client whose calls end within 1.9 s, mostly 1.5 s: two attempts of 0.7 s at most. A request makes several calls in its 3 s, but
 * once one has failed like that it asks no more.
 *
 * The store's writes may be repeated: they are conditional, and what a repetition costs is told at each method. The one
 * that may not sees to it itself (`Table.updateOnce`).
 */
export function makeDocumentClient(options: ClientOptions = {}): DynamoDBDocumentClient {
  const { attemptMs = 700, ...where } = options;
  const client = new DynamoDBClient({
    ...where,
    ...(where.endpoint === undefined
      ? {}
      : { credentials: { accessKeyId: "local", secretAccessKey: "local" } }),
    maxAttempts: 2,
    // Without `throwOnRequestTimeout` a late answer is only logged and still waited for.
    requestHandler: {
      connectionTimeout: attemptMs / 2,
      requestTimeout: attemptMs,
      throwOnRequestTimeout: true,
    },
  });
  writeNothingLate(client, attemptMs + soonMs);
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** What only reads. */
const reads: ReadonlySet<string | undefined> = new Set(["GetItemCommand", "QueryCommand"]);

/**
 * Sends no attempt at a write that was asked for longer ago.
 *
 * Lambda freezes a process when it has answered, also between two attempts of what it has given up. When it goes on,
 * minutes later, what the write was decided on is no longer true. Only the wall clock shows that.
 */
function writeNothingLate(client: DynamoDBClient, lastAttemptMs: number): void {
  const calls = new WeakMap<object, { readonly askedAt: number; failure: Error }>();
  const failure = new Error("the write was asked for too long ago");
  client.middlewareStack.add(
    (next, context) => (args) => {
      calls.set(context, { askedAt: systemClock.now(), failure });
      return next(args);
    },
    { step: "initialize", priority: "high" },
  );
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const call = calls.get(context) ?? { askedAt: -Infinity, failure };
      const age = systemClock.now() - call.askedAt;
      const isLate = age < 0 || age > lastAttemptMs;
      if (isLate && !reads.has(context.commandName)) throw call.failure;
      try {
        return await next(args);
      } catch (error) {
        // What the last attempt said stays what the call is told: throttling must not look like an outage.
        if (error instanceof Error) call.failure = error;
        throw error;
      }
    },
    { step: "finalizeRequest", priority: "low" },
  );
}
