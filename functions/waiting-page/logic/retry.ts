import type { PageState, Request } from "./state";

const firstRetryMs = 1_000;
/**
 * Longer waits would leave a throttled API idle towards the end of a rush: of a million people at 5,000 requests a second the
 * last would have their number minutes after it could have been given.
 */
const longestRetryMs = 15_000;

/** How long to wait after so many failures in a row. It is spread by half, since whatever failed for one failed for all. */
export function retryDelayMs(failures: number, random: number, retryAfterMs?: number): number {
  const wait = retryAfterMs ?? Math.min(longestRetryMs, firstRetryMs * 2 ** failures);
  return wait * (1 + random / 2);
}

/** The request once more, after what the server asked for or a wait that doubles with every failure. */
export function againAt(
  state: PageState,
  request: Request,
  { now, random }: { readonly now: number; readonly random: number },
  retryAfterMs?: number,
): PageState {
  const failures = state.failures + 1;
  return {
    ...state,
    failures,
    due: { ...state.due, [request]: now + retryDelayMs(failures, random, retryAfterMs) },
  };
}
