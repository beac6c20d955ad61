import type { EndDeps } from "../waiting-room/visit/end";
import { complete } from "../waiting-room/visit/complete";
import type { EventView } from "../waiting-room/view";
import { timeLimits } from "./time-limits";
import { within } from "./within";

/** A buyer of the waiting room who has what they came for. */
export interface Bought {
  readonly event: string;
  readonly visitor: string;
  /** Of the message that says so: a repetition has the same, and changes nothing. */
  readonly messageId: string;
}

/**
 * What came of it. `unknown`: the event has no waiting room, or the buyer no session in it. `over`: it had ended
 * another way.
 */
export type Completion = "completed" | "unknown" | "over";

/** Completes a session of the waiting room; rejects if its store is down. */
export type CompleteSession = (bought: Bought) => Promise<Completion>;

export function sessionsOf(deps: EndDeps & { readonly views: Pick<EventView, "read"> }): CompleteSession {
  return async ({ event, visitor, messageId }) => {
    const view = await deps.views.read(event);
    if (view === undefined) return "unknown";
    const { kind } = await complete(view, { visitor }, messageId, deps);
    return kind === "done" ? "completed" : kind;
  };
}

/** What a session that stays open is told by, beside what failed. */
export interface LeftOpen {
  readonly bought: Bought;
  readonly error: unknown;
}

/**
 * Completes sessions, all at once. Those of which it is not known that they ended are returned: they end by themselves
 * when their time is over, and until then keep a slot from the next in line.
 */
export async function completeSessions(
  all: readonly Bought[],
  completeSession: CompleteSession,
): Promise<readonly LeftOpen[]> {
  const ends = await Promise.all(
    all.map(async (bought) => {
      try {
        await within(timeLimits.sessionsMs, completeSession(bought));
        return [];
      } catch (error) {
        return [{ bought, error }];
      }
    }),
  );
  return ends.flat();
}
