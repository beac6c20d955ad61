import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Clock } from "../waiting-room/clock";

/** How far this process's clock is from DynamoDB's, as the `Date` header of its latest answer shows. */
export class ClockOffset {
  #offset = 0;

  constructor(client: DynamoDBDocumentClient, clock: Clock) {
    client.middlewareStack.add(
      (next) => async (args) => {
        const sentAt = clock.now();
        const result = await next(args);
        this.#observe(dateOf(result.response), (sentAt + clock.now()) / 2);
        return result;
      },
      // Closest to the wire: each attempt by itself, and answers that report an error as well.
      { step: "deserialize", priority: "low" },
    );
  }

  /** Local time minus DynamoDB's, in milliseconds, give or take half a second and half a round trip. */
  get milliseconds(): number {
    return this.#offset;
  }

  #observe(date: number, localTime: number): void {
    // The header is cut to the second: the middle of it is the best guess.
    if (Number.isFinite(date)) this.#offset = localTime - (date + 500);
  }
}

function dateOf(response: unknown): number {
  if (typeof response !== "object" || response === null || !("headers" in response)) return NaN;
  const { headers } = response;
  if (typeof headers !== "object" || headers === null || !("date" in headers)) return NaN;
  return Date.parse(String(headers.date));
}
