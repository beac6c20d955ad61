import { effectivePosition } from "../../waiting-room/positions/permutation";
import { standing, type Standing } from "../../waiting-room/status/poll";
import { platformTime, type PageState } from "./state";

/** The position that counts: after the lottery once it is drawn, none before. */
export function effectiveOf({ kept: { ticket }, heard }: PageState): number | undefined {
  if (ticket === undefined || heard === undefined) return undefined;
  const { mode, perm } = heard.document;
  if (perm?.n === undefined || perm.seed === undefined) return mode === "PRE" ? undefined : ticket.position;
  return effectivePosition(ticket.position, { n: perm.n, seed: perm.seed });
}

/** Where this visitor stands at `now`, in time of this device; nothing before the first status document. */
export function standingOf(state: PageState, now: number): Standing | undefined {
  if (state.heard === undefined) return undefined;
  return standing(state.heard.document, effectiveOf(state), platformTime(state.heard, now));
}
