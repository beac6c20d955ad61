import { clockSkewMs } from "../bounds";
import { blockOf, sessionBlockSize } from "../store/session-blocks";
import type { SessionStore } from "../store/store";
import { inParallel } from "./in-parallel";

/** Count queries under way at once: a tick of 60 blocks takes four rounds. */
const parallelCounts = 16;

export interface Sessions {
  readonly store: Pick<SessionStore, "countBucket" | "countClaimed">;
  readonly event: string;
  readonly shards: number;
}

/** Positions after `after`, up to `upTo`. */
export interface Range {
  readonly after: number;
  readonly upTo: number;
}

export interface Inside {
  readonly active: number;
  /** Claimed positions of the range, whatever became of them. */
  readonly claimed: number;
  /** The first block that can still change. */
  readonly firstBucket: number;
}

/**
 * Counts who is inside, and how many positions of `range` are claimed.
 *
 * A claim made meanwhile is counted twice rather than not at all: where only part of a block is in the range, that
 * part is counted before the block's active sessions are. Blocks above `upTo` are left out: whatever is claimed there
 * is still reserved, which comes to the same sum.
 */
export async function countInside(
  sessions: Sessions,
  blocks: {
    readonly firstBucket: number;
    /** The highest position that can have been claimed. */
    readonly upTo: number;
    /** Nothing can be claimed any more up to here. */
    readonly over: number;
    readonly range: Range;
  },
  now: number,
): Promise<Inside> {
  const { firstBucket, upTo, over, range } = blocks;
  const buckets = numbers(firstBucket, blockOf(Math.floor(upTo)));
  // Two processes may each be a skew away from the store's clock: the store allows for one of the two.
  const countedAt = now - clockSkewMs;
  const counts = await inParallel(buckets, parallelCounts, async (bucket) => {
    const part = partOf(bucket, range);
    const claimedOfPart = part === "whole" ? undefined : await countPart(sessions, part);
    const count = await sessions.store.countBucket(sessions.event, bucket, countedAt, sessions.shards);
    return { active: count.active, claimed: claimedOfPart ?? count.claimed };
  });
  const changing = counts.findIndex(({ active }, index) => active > 0 || lastOf(firstBucket + index) > over);
  return {
    active: counts.reduce((sum, { active }) => sum + active, 0),
    claimed: counts.reduce((sum, { claimed }) => sum + claimed, 0),
    firstBucket: firstBucket + (changing === -1 ? counts.length : changing),
  };
}

/** How many positions of a range are claimed. */
export async function countClaimed(sessions: Sessions, range: Range): Promise<number> {
  if (Math.floor(range.upTo) <= Math.floor(range.after)) return 0;
  const buckets = numbers(blockOf(Math.floor(range.after) + 1), blockOf(Math.floor(range.upTo)));
  const counts = await inParallel(buckets, parallelCounts, (bucket) => {
    const part = partOf(bucket, range);
    return countPart(sessions, part === "whole" ? boundsOf(bucket) : part);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The highest claimed position after `after`, up to `upTo`; `after` if there is none. */
export async function highestClaimed(sessions: Sessions, { after, upTo }: Range): Promise<number> {
  const start = Math.floor(after);
  const end = Math.floor(upTo);
  if (end <= start) return after;
  const { store, event, shards } = sessions;
  const buckets = numbers(blockOf(start + 1), blockOf(end));
  const counts = await inParallel(buckets, parallelCounts, (bucket) =>
    store.countBucket(event, bucket, 0, shards),
  );
  const highest = counts.findLastIndex(({ claimed }) => claimed > 0);
  if (highest === -1) return after;
  let [low, high] = boundsOf(blockOf(start + 1) + highest);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((await store.countClaimed(event, middle, high, shards)) > 0) low = middle;
    else high = middle - 1;
  }
  return Math.max(after, low);
}

type Bounds = readonly [from: number, to: number];

function boundsOf(bucket: number): Bounds {
  return [bucket * sessionBlockSize, lastOf(bucket)];
}

function lastOf(bucket: number): number {
  return (bucket + 1) * sessionBlockSize - 1;
}

/** Which positions of a block are in a range. Position 0 is nobody's. */
function partOf(bucket: number, { after, upTo }: Range): "whole" | Bounds {
  const [first, last] = boundsOf(bucket);
  const from = Math.max(first, Math.floor(after) + 1);
  const to = Math.min(last, Math.floor(upTo));
  return from === first && to === last ? "whole" : [from, to];
}

async function countPart({ store, event, shards }: Sessions, [from, to]: Bounds): Promise<number> {
  return from > to ? 0 : store.countClaimed(event, from, to, shards);
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
