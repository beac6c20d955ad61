import { StoreError } from "../waiting-room/store/store";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const throttlingErrors: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
]);

/** What a failed call means. Anything but throttling leaves open whether it happened. */
export function failureOf(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const throttled = error instanceof Error && throttlingErrors.has(error.name);
  return new StoreError(throttled ? "throttled" : "unavailable", error);
}

/**
 * What was read after a new item was refused because there is one.
 *
 * @throws StoreError if it is gone by now: TTL may delete an item between two calls
 */
export function stillThere<T>(stands: T | undefined): T {
  if (stands === undefined) throw new StoreError("unavailable", new Error("the item has just been deleted"));
  return stands;
}
