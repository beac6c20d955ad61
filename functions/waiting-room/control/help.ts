import type { Control, EventRecord } from "../store/records";
import { tick, type TickDeps, type TickOutcome } from "./tick";

/** That many ticks may be missing before whoever happens to look runs one. */
const missingTicks = 3;

export interface Stalled {
  readonly event: string;
  readonly record: EventRecord;
  readonly control: Control | undefined;
}

/** Whether nobody has ticked for so long that whoever sees it should. */
export function needsHelp({ record, control }: Stalled, now: number): boolean {
  const { mode, config } = record;
  if (mode === "DRAFT" || mode === "ENDED") return false;
  return control === undefined || now - control.tickedAt > missingTicks * config.tickMs;
}

/**
 * Runs one tick if the line has not been seen to for three: as long as people look, the line moves.
 *
 * It is a favour: whatever goes wrong is answered, never thrown, and the caller's own work goes on.
 */
export async function help(view: Stalled, deps: TickDeps): Promise<TickOutcome | "not needed" | "failed"> {
  if (!needsHelp(view, deps.clock.now())) return "not needed";
  try {
    return await tick(view.event, deps);
  } catch {
    return "failed";
  }
}
