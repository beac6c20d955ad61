import * as z from "zod";
import { StoreError } from "../waiting-room/store/store";

/** The version of how items are written, on every item. One of another version is not understood, so not touched. */
export const itemVersion = 1;

/** An item of the known version with these attributes; others may be there. */
export function itemSchema<Shape extends z.ZodRawShape>(attributes: Shape) {
  return z.object({ ...attributes, sv: z.literal(itemVersion) });
}

/**
 * What an item holds.
 *
 * @throws StoreError `unreadable` if the item is of another version or lacks what it must have
 */
export function read<T>(schema: z.ZodType<T>, item: unknown): T {
  const parsed = schema.safeParse(item);
  if (!parsed.success) throw new StoreError("unreadable", parsed.error);
  return parsed.data;
}

/** What an item holds, if it is there. */
export function readIfThere<T>(schema: z.ZodType<T>, item: unknown): T | undefined {
  return item === undefined ? undefined : read(schema, item);
}

/** DynamoDB's TTL counts in seconds. */
export function ttlAt(milliseconds: number): number {
  return Math.ceil(milliseconds / 1_000);
}
