import type { Screen } from "./screen";

/** What was last said to a screen reader, and when. */
export interface Announced {
  readonly kind: Screen["kind"];
  readonly text: string;
  readonly at: number;
}

/** A number that changes every second is said no oftener than this. */
export const announceEveryMs = 30_000;

/** What is to be said now: at once when something else is shown, otherwise only now and then; nothing twice. */
export function announcement(
  last: Announced | undefined,
  kind: Screen["kind"],
  text: string,
  now: number,
): Announced | undefined {
  if (last?.kind !== kind) return { kind, text, at: now };
  if (text === last.text || now - last.at < announceEveryMs) return undefined;
  return { kind, text, at: now };
}
