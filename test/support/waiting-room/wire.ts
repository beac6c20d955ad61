import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** A request as it went to DynamoDB. */
export interface WireRequest {
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** From now on, every request this client sends, each attempt by itself. */
export function wireOf(client: DynamoDBDocumentClient): WireRequest[] {
  const requests: WireRequest[] = [];
  client.middlewareStack.add(
    (next) => (args) => {
      const { body } = args.request as { readonly body: string | Uint8Array };
      const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : body;
      requests.push({
        operation: operationOf(args.request),
        body: JSON.parse(text) as Record<string, unknown>,
      });
      return next(args);
    },
    { step: "deserialize", priority: "low" },
  );
  return requests;
}

/** What a request comes to: it is not done, or it is done and its answer is lost. */
export type Loss = "before" | "after";

/** Loses what `lose` names, as a network does. The client repeats it by its own rules. */
export function loseRequests(
  client: DynamoDBDocumentClient,
  lose: (operation: string) => Loss | undefined,
): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const loss = lose(operationOf(args.request));
      if (loss === "before") throw connectionReset();
      const answer = await next(args);
      if (loss === "after") throw connectionReset();
      return answer;
    },
    { step: "deserialize", priority: "low" },
  );
}

function operationOf(request: unknown): string {
  const { headers } = request as { readonly headers: Readonly<Record<string, string>> };
  const [, operation = ""] = (headers["x-amz-target"] ?? "").split(".");
  return operation;
}

function connectionReset(): Error {
  return Object.assign(new Error("the connection was reset"), { name: "TimeoutError", code: "ECONNRESET" });
}
