import type { Estimate } from "./estimate";
import type { Language } from "./language";
import type { Screen } from "./screen";
import type { PageState } from "./state";
import { phrase, type Phrase } from "./words";

interface Labelled {
  readonly label: string;
  readonly value: string;
}

/** The whole page in one language: what stands where, and what can be pressed. */
export interface PageText {
  readonly headline: string;
  readonly lead: string;
  /** The one large thing: a number of places, or a countdown. */
  readonly figure?: Labelled;
  /** Two small facts below it, or none. */
  readonly facts?: readonly [Labelled, Labelled];
  /** From 0 to 1, for the bar. */
  readonly progress?: number;
  /** About the lottery. */
  readonly fold?: { readonly text: string; readonly code: string };
  readonly action?: { readonly does: "enter" | "rejoin" | "restart"; readonly label: string };
  /** For those who hear the page. */
  readonly spoken: string;
}

type Say = (name: Phrase, ...values: readonly (string | number)[]) => string;

export function textOf(screen: Screen, language: Language): PageText {
  const say: Say = (name, ...values) =>
    phrase(
      language,
      name,
      ...values.map((value) => (typeof value === "number" ? value.toLocaleString(language) : value)),
    );
  switch (screen.kind) {
    case "loading":
      return page(say("loading"), "");
    case "joining":
      if (screen.seconds <= 1) return page(say("joining"), "");
      return { headline: say("joiningIn", screen.seconds), lead: say("spread"), spoken: say("spread") };
    case "lottery":
      return lottery(screen, say);
    case "waiting":
      return waiting(screen, say);
    case "called":
      return { ...page(say("called"), say("calledLead")), progress: 1 };
    case "late":
      return { ...page(say("late"), say("lateLead", screen.minutes)), progress: 1 };
    case "lapsed":
      return { ...page(say("lapsed"), say("lapsedLead")), action: { does: "rejoin", label: say("again") } };
    case "inside":
    case "open":
      return {
        ...page(say(screen.kind), say(`${screen.kind}Lead`)),
        action: { does: "enter", label: say("enter") },
      };
    case "refused": {
      const { refusal } = screen;
      const refused = page(say(refusal), say(`${refusal}Lead`));
      return refusal === "done" || refusal === "otherDevice"
        ? { ...refused, action: { does: "restart", label: say("again") } }
        : refused;
    }
  }
}

function page(headline: string, lead: string): PageText {
  return { headline, lead, spoken: `${headline}. ${lead}` };
}

function lottery(
  { opensInMs, commitment }: Extract<Screen, { readonly kind: "lottery" }>,
  say: Say,
): PageText {
  return {
    ...page(say("lottery"), say("lotteryLead")),
    ...(opensInMs !== undefined && { figure: { label: say("opensIn"), value: countdown(opensInMs) } }),
    ...(commitment !== undefined && { fold: { text: say("promise"), code: commitment } }),
  };
}

function waiting(screen: Extract<Screen, { readonly kind: "waiting" }>, say: Say): PageText {
  const { ahead, number, estimate, progress, draw } = screen;
  const remaining = remainingText(estimate, say);
  const paused = estimate.kind === "paused";
  return {
    headline: say("waiting"),
    lead: say(paused ? "pausedLead" : "waitingLead"),
    figure: { label: say("aheadOfYou"), value: say("value", ahead) },
    facts: [
      { label: say("remaining"), value: remaining },
      { label: say("number"), value: say("value", number) },
    ],
    progress,
    ...(draw !== undefined && {
      fold: {
        text: `${say("drawn", draw.drawnFrom)} ${say(draw.kept ? "drawKept" : "drawBroken")}`,
        code: draw.commitment,
      },
    }),
    spoken: `${say("aloud", ahead)} ${paused ? say("pausedLead") : `${say("remaining")}: ${remaining}`}`,
  };
}

function remainingText(estimate: Estimate, say: Say): string {
  if (estimate.kind !== "minutes") return say(estimate.kind);
  const { from, to } = estimate;
  return from === to ? say("aboutMinutes", to) : say("minutes", from, to);
}

/** Hours, minutes and seconds, as on a clock. */
function countdown(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/** What is wrong around the page, if anything, whatever it shows. */
export function noticesOf({ online, failures }: PageState, keeps: boolean, language: Language): string {
  const names: Phrase[] = [];
  if (!online) names.push("offline");
  else if (failures >= 2) names.push("troubled");
  if (!keeps) names.push("unkept");
  return names.map((name) => phrase(language, name)).join(" ");
}

/** What the operator says to all. Once the event is over it no longer holds. */
export function messageOf({ heard, refusal }: PageState, language: Language): string {
  const over = refusal === "ended" || heard?.document.mode === "ENDED";
  return over ? "" : (heard?.document.msg?.[language] ?? "");
}
