import type { PageState, Request } from "./state";

const firstRetryMs = 1_000;
const longestRetryMs = 60_000;

/**
 * The request once more, after what the server asked for or a wait that doubles with every failure. Both are spread
 * by half, since whatever failed for one failed for all of them at the same time.
 */
export function againAt(
  state: PageState,
  request: Request,
  { now, random }: { readonly now: number; readonly random: number },
  retryAfterMs?: number,
): PageState {
  const failures = state.failures + 1;
  const wait = retryAfterMs ?? Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures, 10));
  return { ...state, failures, due: { ...state.due, [request]: now + wait * (1 + random / 2) } };
}
