import type { Control, EventRecord } from "../store/records";
import { tick, type TickDeps, type TickOutcome } from "./tick";

/** That many ticks may be missing before whoever happens to look runs one. */
const missingTicks = 3;

export interface Stalled {
  readonly event: string;
  readonly record: EventRecord;
  readonly control: Control | undefined;
}

/**
 * Whether nobody has seen to the line for so long that whoever looks should.
 *
 * A lease is a sign of life as a tick is: who leads may still be counting, and a controller whose minute is over is
 * followed by the next.
 */
export function needsHelp({ record, control }: Stalled, now: number): boolean {
  const { mode, config } = record;
  if (mode === "DRAFT" || mode === "ENDED") return false;
  if (control === undefined) return true;
  return now - Math.max(control.tickedAt, control.leaseUntil) > missingTicks * config.tickMs;
}

export type HelpOutcome = TickOutcome | { readonly kind: "failed" };

export interface HelpDeps extends Omit<TickDeps, "leaseMs"> {
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Told what came of each tick. */
  readonly report?: (event: string, outcome: HelpOutcome) => void;
}

/**
 * Runs a tick if nobody sees to the line: as long as people look, the line moves.
 *
 * A process runs one tick of an event at a time. Taking the lead again would void the tick that runs, and a process
 * that is frozen between its requests needs several of them for a long one. After each tick, whatever came of it, it
 * stands back for about a tick, so that many processes do not all try at once.
 */
export class Helper {
  readonly #running = new Map<string, Promise<HelpOutcome>>();
  readonly #standsBackUntil = new Map<string, number>();

  constructor(private readonly deps: HelpDeps) {}

  /**
   * The tick that this process runs; nothing if none is needed of it.
   *
   * It is a favour: whatever goes wrong is answered, never thrown, and the caller's own work goes on.
   */
  help(view: Stalled): Promise<HelpOutcome> | undefined {
    const { event } = view;
    const running = this.#running.get(event);
    if (running !== undefined) return running;
    const now = this.deps.clock.now();
    if (!needsHelp(view, now) || now < (this.#standsBackUntil.get(event) ?? 0)) return undefined;
    const helping = this.#tick(view);
    this.#running.set(event, helping);
    return helping;
  }

  async #tick({ event, record }: Stalled): Promise<HelpOutcome> {
    const { clock, random, report } = this.deps;
    const outcome = await tick(event, this.deps).catch(() => ({ kind: "failed" }) as const);
    this.#running.delete(event);
    this.#standsBackUntil.set(event, clock.now() + record.config.tickMs * (0.5 + random()));
    report?.(event, outcome);
    return outcome;
  }
}
