import { commitment as commitmentOf } from "../../waiting-room/positions/permutation";
import type { Standing } from "../../waiting-room/status/poll";
import { estimateWait, type Estimate } from "./estimate";
import { effectiveOf, standingOf } from "./place";
import { platformTime, type Heard, type PageState, type Refusal } from "./state";

/** What the page shows, in no language yet. */
export type Screen =
  | { readonly kind: "loading" }
  | { readonly kind: "joining"; readonly seconds: number }
  | {
      readonly kind: "lottery";
      readonly opensInMs: number | undefined;
      readonly commitment: string | undefined;
    }
  | {
      readonly kind: "waiting";
      readonly ahead: number;
      readonly number: number;
      /** From 0 to 1. */
      readonly progress: number;
      readonly estimate: Estimate;
      readonly draw: Draw | undefined;
    }
  | { readonly kind: "called" }
  | { readonly kind: "late"; readonly minutes: number }
  | { readonly kind: "lapsed" }
  | { readonly kind: "inside" }
  | { readonly kind: "open" }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** The lottery's outcome for this visitor: whether the draw keeps the promise made before it. */
export interface Draw {
  readonly kept: boolean;
  readonly drawnFrom: number;
  readonly commitment: string;
}

export function screenOf(state: PageState, now: number): Screen {
  if (state.isInside) return { kind: "inside" };
  if (state.refusal !== undefined) return { kind: "refused", refusal: state.refusal };
  const place = standingOf(state, now);
  if (place === undefined || state.heard === undefined) return { kind: "loading" };
  if (place.state === "open") return { kind: "open" };
  if (place.state === "ended") return { kind: "refused", refusal: "ended" };
  if (state.kept.rejoin !== undefined) return { kind: "joining", seconds: 0 };
  if (state.isLapsed) return { kind: "lapsed" };
  if (state.kept.ticket === undefined) return joining(state, now);
  return placed(state, state.heard, place, now);
}

function joining(state: PageState, now: number): Screen {
  return { kind: "joining", seconds: Math.max(0, Math.ceil((state.due.join - now) / 1_000)) };
}

function placed(state: PageState, heard: Heard, place: Standing, now: number): Screen {
  const { document } = heard;
  switch (place.state) {
    case "waiting":
      return {
        kind: "waiting",
        ahead: place.ahead,
        number: effectiveOf(state) ?? 0,
        progress: progressOf(place.ahead, state.kept.startAhead),
        estimate: estimateWait(document, place.ahead, state.points),
        draw: drawOf(state, heard),
      };
    case "late":
      return { kind: "late", minutes: Math.round(document.graceSec / 60) };
    // Called, or lapsed as far as the page can tell: the server decides, and it is being asked.
    case "called":
    case "lapsed":
      return { kind: "called" };
    case "early":
    case "open":
    case "ended":
      return {
        kind: "lottery",
        opensInMs:
          document.openAt === undefined ? undefined : Math.max(0, document.openAt - platformTime(heard, now)),
        commitment: document.perm?.commit,
      };
  }
}

function progressOf(ahead: number, startAhead: number | undefined): number {
  if (startAhead === undefined || startAhead <= 0) return 0;
  return Math.min(1, Math.max(0, 1 - ahead / startAhead));
}

/** Only for those who took part: later positions were not drawn. */
function drawOf({ kept }: PageState, { document: { perm } }: Heard): Draw | undefined {
  if (perm?.n === undefined || perm.seed === undefined || kept.ticket === undefined) return undefined;
  if (kept.ticket.position > perm.n) return undefined;
  const commitment = kept.commitment ?? perm.commit;
  return { kept: commitmentOf(perm.seed) === commitment, drawnFrom: perm.n, commitment };
}
