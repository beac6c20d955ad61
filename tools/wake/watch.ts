import type { Look, Part } from "./part";

/** What waiting needs; tests wait without taking time. */
export interface Waiting {
  readonly now: () => Date;
  /** Ends early once `interrupted`. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly interrupted: AbortSignal;
}

/** A part as it was seen last. */
export interface Seen extends Look {
  readonly kind: Part["kind"];
  /** Since the waiting began. */
  readonly milliseconds: number;
}

/** How the waiting ended. `seen` has no part that was never seen. */
export interface Watched {
  readonly end: "up" | "refused" | "interrupted" | "late";
  readonly seen: readonly Seen[];
  readonly milliseconds: number;
}

const pause = 10_000;
/** A database that has just begun to stop needs its time twice. */
const patience = 45 * 60_000;

/** Looks at all parts until they are up, and reports what has changed. */
export async function watch(
  parts: readonly Part[],
  { interrupted, now, sleep }: Waiting,
  report: (seen: Seen) => void,
): Promise<Watched> {
  const began = now().getTime();
  const passed = () => now().getTime() - began;
  const isInterrupted = () => interrupted.aborted;
  const last = new Map<Part, Seen>();
  const ended = (end: Watched["end"]): Watched => ({
    end,
    seen: parts.flatMap((part) => last.get(part) ?? []),
    milliseconds: passed(),
  });
  for (;;) {
    const due = parts.filter((part) => last.get(part)?.state !== "up");
    const looks = await Promise.all(due.map((part) => part.look()));
    // Ctrl-C ends a running `aws` too, which then looks like a refusal.
    if (isInterrupted()) return ended("interrupted");
    due.forEach((part, index) => {
      const [before, look] = [last.get(part), looks[index]];
      if (look === undefined || (before?.text === look.text && before.state === look.state)) return;
      const seen = { ...look, kind: part.kind, milliseconds: passed() };
      last.set(part, seen);
      report(seen);
    });
    const states = [...last.values()].map(({ state }) => state);
    if (states.includes("refused")) return ended("refused");
    if (states.every((state) => state === "up")) return ended("up");
    if (passed() >= patience) return ended("late");
    await sleep(pause);
    if (isInterrupted()) return ended("interrupted");
  }
}
