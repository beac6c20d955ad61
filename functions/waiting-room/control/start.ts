import type { Clock } from "../clock";
import { settlingMs } from "../bounds";
import type { EventRecord } from "../store/records";
import type { Store } from "../store/store";
import { highestClaimed } from "./count";
import { unknownOutcome } from "./pace";

/**
 * Writes the first line of an event, if it has none.
 *
 * If there are traces of an earlier one it was lost, and is begun again where the highest claim was made. Whoever was
 * called and has not claimed is then late, nobody has lost a place, and the line stands for `settlingMs`, until every
 * claim decided on the lost line has arrived or never will.
 */
export async function startLine(
  event: string,
  { mode, config }: EventRecord,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): Promise<void> {
  const [sequence, late] = await Promise.all([store.readSequence(event), store.readLate(event)]);
  const issued = sequence?.last ?? 0;
  const sessions = { store, event, shards: config.sessionShards };
  const S0 = await highestClaimed(sessions, { after: 0, upTo: issued });
  const now = clock.now();
  const wasLost = late.offer > 0 || S0 > 0;
  await store.startControl(event, {
    version: 1,
    fence: late.offer + 1,
    owner: "",
    leaseUntil: 0,
    segment: { S0, t0: now, slope: 0, cap: S0 },
    capMax: S0,
    until: now,
    mode,
    history: wasLost ? [{ at: now - config.promptMs, position: S0 }] : [],
    lateTaken: [{ at: now, granted: late.granted }],
    offered: late.offered,
    sequence: 0,
    tickedAt: wasLost ? now + settlingMs : now - config.tickMs,
    issued,
    active: 0,
    outcome: unknownOutcome,
    firstBucket: 0,
  });
}
