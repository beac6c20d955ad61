import { sessionBlockSize } from "../store/session-blocks";

/**
 * Count queries a second: 16 at a time, of some 20 ms each. A table on its first day takes longer than one that has
 * been asked for an hour, so this is the slow end of what was measured.
 */
const countsPerSecond = 800;

/** Share of a tick for the count; the rest is for what comes before and after it. */
const shareOfTick = 0.75;

/** A tick ends within its lease of 5 s, however far apart ticks are. */
const longestTickMs = 5_000;

/** The line runs at up to this many times the rate, where few of those called come. */
const fastestFactor = 2;

interface Settings {
  readonly rate: number;
  readonly tickMs: number;
  readonly graceMs: number;
  readonly sessionMaxMs: number;
  readonly sessionShards: number;
  readonly maxQueue: number;
}

/** Count queries of a tick at most: a block is counted as long as its places or sessions may last, in each shard. */
export function countsOfTick({ rate, graceMs, sessionMaxMs, sessionShards, maxQueue }: Settings): number {
  const positions = (rate * fastestFactor * Math.max(graceMs, sessionMaxMs)) / 1_000;
  return Math.ceil(Math.min(positions, maxQueue) / sessionBlockSize) * sessionShards;
}

/** Count queries that end within a tick. */
export function mostCountsOfTick({ tickMs }: Pick<Settings, "tickMs">): number {
  return Math.floor((Math.min(tickMs, longestTickMs) / 1_000) * shareOfTick * countsPerSecond);
}

/** Why these settings cannot be counted in time, and what could; nothing if they can. A line nobody can count stands. */
export function countProblem(
  settings: Settings,
): { readonly path: "sessionMaxMs" | "graceMs"; readonly message: string } | undefined {
  const counts = countsOfTick(settings);
  const most = mostCountsOfTick(settings);
  // A tick of no length is told as what it is.
  if (counts <= most || most <= 0) return undefined;
  const { rate, sessionShards, graceMs, sessionMaxMs } = settings;
  const blocks = Math.floor(most / sessionShards);
  const longestMs = Math.floor((blocks * sessionBlockSize * 1_000) / (rate * fastestFactor));
  return {
    path: sessionMaxMs >= graceMs ? "sessionMaxMs" : "graceMs",
    message:
      `sessionMaxMs and graceMs must be at most ${String(longestMs)} at this rate, tickMs and sessionShards: ` +
      `a tick would make ${String(counts)} count queries, and ${String(most)} end within it`,
  };
}
