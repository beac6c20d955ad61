import type { LeasedPositions } from "../positions/lease";
import { StoreError } from "../store/store";
import type { View } from "../view";

/** The next position of the event that was read. Throws a StoreError also if its sequence is gone. */
export async function takePosition(
  { event, record, sequence }: View,
  positions: LeasedPositions,
): Promise<number | "full" | "clock"> {
  const { firstLease } = sequence;
  const position = await positions.take(event, { ...record.config, firstLease });
  if (position === "unknown event") throw new StoreError("unreadable");
  return position;
}
