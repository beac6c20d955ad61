import { blockOf } from "../waiting-room/store/session-blocks";

/** Where an item is. Event names and visitors' hashes hold no `#`, so no two things share a key. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** The partition of the names of all events. */
export const eventsPartition = "EVENTS";

export const eventNameKey = (event: string): ItemKey => ({ pk: eventsPartition, sk: event });

export const configKey = (event: string): ItemKey => ({ pk: `EV#${event}`, sk: "CFG" });

/** Not beside the settings: every process reads both each second, and a partition serves 3,000 reads a second. */
export const controlKey = (event: string): ItemKey => ({ pk: `CTRL#${event}`, sk: "0" });

export const sequenceKey = (event: string): ItemKey => ({ pk: `SEQ#${event}`, sk: "0" });

export const lateKey = (event: string): ItemKey => ({ pk: `LATE#${event}`, sk: "0" });

export const placeKey = (event: string, visitor: string): ItemKey => ({
  pk: `J#${event}#${visitor}`,
  sk: "0",
});

export const admittedKey = (event: string, visitor: string): ItemKey => ({
  pk: `U#${event}#${visitor}`,
  sk: "0",
});

/** Sort keys compare as text, so positions are written with twelve digits. */
export const positionSortKey = (position: number): string => String(position).padStart(12, "0");

export function sessionKey(event: string, position: number, shards: number): ItemKey {
  const pk = sessionPartition(event, blockOf(position), position % shards, shards);
  return { pk, sk: positionSortKey(position) };
}

/** All partitions of one block of sessions. */
export function sessionPartitions(event: string, block: number, shards: number): readonly string[] {
  return Array.from({ length: shards }, (_, shard) => sessionPartition(event, block, shard, shards));
}

function sessionPartition(event: string, block: number, shard: number, shards: number): string {
  return shards === 1 ? `S#${event}#${String(block)}` : `S#${event}#${String(block)}#${String(shard)}`;
}
