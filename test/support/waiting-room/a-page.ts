import { after } from "../../../functions/waiting-page/logic/after";
import type { Answer, Happening } from "../../../functions/waiting-page/logic/answers";
import {
  startOf,
  type Kept,
  type PageState,
  type Request,
} from "../../../functions/waiting-page/logic/state";
import type { StatusDocument } from "../../../functions/waiting-room/status/document";

/** When the page was opened, in time of the visitor's device. */
export const opened = 1_000_000;

/** The platform's time at that moment: the device's clock is far off. */
export const platformNow = 1_800_000_000_000;

/** A line at position 100 that goes ten positions a second. */
export function aDocument(choices: Partial<StatusDocument> = {}): StatusDocument {
  return {
    v: 1,
    ev: "autumn-tour",
    now: platformNow,
    mode: "QUEUE",
    line: { S0: 100, t0: platformNow, slope: 10, cap: 1_000_000, until: platformNow + 90_000 },
    late: 0,
    lapsed: 0,
    issued: 50_000,
    rate: 10,
    graceSec: 600,
    poll: { minMs: 2_000, maxMs: 60_000, factor: 0.2, jitter: 0.2 },
    joinSpreadMs: 0,
    ...choices,
  };
}

export function anAnswer(status: number, body: unknown = {}, extra: Partial<Answer> = {}): Answer {
  return { status, body, ageMs: 0, ...extra };
}

/** A page on which all that has happened, each so many milliseconds after it was opened. */
export function pageAfter(
  happenings: readonly (readonly [afterMs: number, happening: Happening])[],
  kept: Kept = { rid: "r".repeat(22) },
): PageState {
  const start = startOf(kept, { now: opened, online: true, hidden: false });
  return happenings.reduce(
    (state, [afterMs, happening]) => after(state, happening, { now: opened + afterMs, random: 0.5 }),
    start,
  );
}

export function answered(request: Request, answer: Answer): Happening {
  return { kind: "answered", request, answer };
}

export const aTicket = { token: "q1.k1.synthetic.ticket", position: 400 } as const;

export function joined(position: number = aTicket.position): Happening {
  return answered("join", anAnswer(201, { ticket: aTicket.token, pos: position }));
}

export function heard(choices: Partial<StatusDocument> = {}): Happening {
  return answered("status", anAnswer(200, aDocument(choices)));
}

/** A page that has its place: 300 ahead at the start, called half a minute later. */
export function waitingPage(choices: Partial<StatusDocument> = {}): PageState {
  return pageAfter([
    [0, heard(choices)],
    [0, joined()],
  ]);
}
