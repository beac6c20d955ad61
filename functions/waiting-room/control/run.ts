import type { Sleep } from "../clock";
import { tick, type TickDeps, type TickOutcome } from "./tick";

export interface RunDeps extends Omit<TickDeps, "leaseMs"> {
  readonly sleep: Sleep;
  /**
   * Events that have been found to be over, from one run to the next: over is for good, so they are not looked at again.
   * A process that starts anew looks at each once.
   */
  readonly ended?: Set<string>;
  /** Told what came of each tick: its outcome, or what was thrown. */
  readonly report: (
    event: string,
    result: TickOutcome | { readonly kind: "failed"; readonly error: unknown },
  ) => void;
}

const leaseMs = 5_000;

/** How soon to look again at an event that could not be read. */
const ordinaryTickMs = 2_000;

/**
 * Ticks every event until the time is up, each at its own pace. What happens to one event does not stop the others.
 *
 * Leadership is never held beyond `until`, so that whoever comes next need not wait for it.
 *
 * @throws StoreError if not even the list of events can be read.
 */
export async function runFor(durationMs: number, deps: RunDeps): Promise<void> {
  const until = deps.clock.now() + durationMs;
  const events = await deps.store.listEvents();
  const going = events.filter((event) => deps.ended?.has(event) !== true);
  await Promise.all(going.map((event) => runEvent(event, until, deps)));
}

async function runEvent(event: string, until: number, deps: RunDeps): Promise<void> {
  const { clock, sleep, report } = deps;
  for (let begun = clock.now(); begun < until; begun = clock.now()) {
    const result = await tick(event, { ...deps, leaseMs: Math.min(leaseMs, until - begun) }).catch(
      (error: unknown) => ({ kind: "failed", error }) as const,
    );
    report(event, result);
    if (result.kind === "idle" && result.mode === "ENDED") {
      deps.ended?.add(event);
      return;
    }
    if (result.kind === "unknown event") return;
    const tickMs = await tickMsOf(event, deps);
    const due = begun + tickMs;
    // A tick that is begun has a tick's time to end.
    if (due + tickMs > until) return;
    await sleep(Math.max(0, due - clock.now()));
  }
}

async function tickMsOf(event: string, { store }: RunDeps): Promise<number> {
  const record = await store.readEvent(event).catch(() => undefined);
  return record?.config.tickMs ?? ordinaryTickMs;
}
