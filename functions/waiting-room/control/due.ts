import type { Mode } from "../event/config";
import { moved, needsDraw } from "../event/moves";
import type { Control, EventRecord } from "../store/records";
import type { EventStore, SequenceStore } from "../store/store";

/** How long nobody may have waited before a queue opens by itself. */
const quietMs = 300_000;

/** Where an event goes by itself now: to its end, to its start, or open because nobody waits any more. */
export function dueMode(
  { mode, config }: Pick<EventRecord, "mode" | "config">,
  quietSince: number | undefined,
  now: number,
): Mode | undefined {
  if (mode === "DRAFT" || mode === "ENDED") return undefined;
  if (config.closeAt <= now) return "ENDED";
  if (mode === "PRE" && config.openAt !== undefined && config.openAt <= now) return "QUEUE";
  const quiet = quietSince !== undefined && now - quietSince >= quietMs;
  return mode === "QUEUE" && config.autoOpen && quiet ? "OPEN" : undefined;
}

/**
 * The event, moved to where it is due. If somebody else changes it meanwhile it is what they made of it, and is looked at
 * again with the next tick.
 */
export async function broughtUpToDate(
  event: string,
  record: EventRecord,
  control: Control | undefined,
  now: number,
  store: EventStore & SequenceStore,
): Promise<EventRecord> {
  const mode = dueMode(record, control?.quietSince, now);
  const next = mode === undefined ? undefined : moved(record, mode, now);
  if (next === undefined) return record;
  // The draw first: nobody may be called by a list that still grows.
  if (needsDraw(next.mode)) await store.seal(event);
  const written = await store.updateEvent(event, next, record.version);
  if (written === "written") return { ...next, version: record.version + 1 };
  return (await store.readEvent(event)) ?? record;
}
