import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Where DynamoDB is; the function's own region unless told. A local one takes any credentials, so it is given some. */
export interface ClientOptions {
  readonly endpoint?: string;
  readonly region?: string;
  /** How long one attempt may take. A DynamoDB in this very process shares its processor and may need more. */
  readonly attemptMs?: number;
}

/**
 * A client that answers or fails within the 3 seconds a function has: two attempts of a second at most.
 *
 * The store's writes may be repeated: they are conditional, and what a repetition costs is told at each method. The one
 * that may not sees to it itself (`Table.updateOnce`).
 */
export function makeDocumentClient(options: ClientOptions = {}): DynamoDBDocumentClient {
  const { attemptMs = 1_000, ...where } = options;
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
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
