import { runFor, type RunDeps } from "../waiting-room/control/run";

/** EventBridge comes once a minute. */
const ordinaryRunMs = 58_000;

/** Kept free at the end, so that a tick that is begun ends before Lambda does. */
const marginMs = 2_000;

/** What Lambda says of an invocation. */
export interface Invocation {
  readonly awsRequestId: string;
  readonly getRemainingTimeInMillis: () => number;
}

/**
 * Sees to every event's line for a minute.
 *
 * A minute that comes twice, late or not at all does no harm: whoever comes second follows, and while nobody comes the
 * line goes on to its cap.
 *
 * @throws StoreError if not even the list of events can be read.
 */
export async function controlLines(invocation: Invocation, deps: Omit<RunDeps, "owner">): Promise<void> {
  const remainingMs = invocation.getRemainingTimeInMillis() - marginMs;
  const owner = `controller ${invocation.awsRequestId}`;
  await runFor(Math.min(ordinaryRunMs, remainingMs), { ...deps, owner });
}
