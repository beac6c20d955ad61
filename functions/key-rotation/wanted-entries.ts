import { ticketSlackMs } from "../waiting-room/bounds";
import { gateEntries, keysEntry, routesEntry } from "../waiting-room/gate/entries";
import type { Entry, GateEntry } from "../waiting-room/gate/entry";
import type { ProtectedPath } from "../waiting-room/gate/routes";
import type { EventRecord } from "../waiting-room/store/records";
import { derivedKeys } from "../waiting-room/tokens/derived-keys";
import type { KeyRing } from "../waiting-room/tokens/key-ring";
import type { GateChanges, GateSnapshot } from "./gate-sink";
import type { KnownEvents } from "./known-events";

type Entries = GateSnapshot["entries"];

/** All that the gate is to know. */
export interface Wanted {
  readonly events: KnownEvents;
  readonly paths: readonly ProtectedPath[];
  readonly ring: KeyRing;
  readonly now: number;
}

/**
 * What must change for the gate to know it. Keys come first, since one may have been withdrawn, then which paths are
 * protected, then the events' gates; what nobody needs any more goes last.
 *
 * An event that cannot be read, or that the store does not know, keeps its gate as it stands, and gets its keys: a key
 * that is withdrawn must open nothing anywhere.
 */
export function changesOf(stand: Entries, { events, paths, ring, now }: Wanted): GateChanges {
  const over = new Set(
    [...events.readable].flatMap(([event, record]) => (isOver(record, now) ? [event] : [])),
  );
  const gates: Entry[] = [];
  const keys = new Map<string, Entry>();
  for (const [event, record] of events.readable) {
    if (over.has(event)) continue;
    const [gate, known] = gateEntries(event, record, ring, now, openUntil(stand.get(`e:${event}`), now));
    gates.push(gate);
    keys.set(event, known);
  }
  for (const event of eventsWithKeys(stand)) {
    if (!keys.has(event) && !over.has(event)) keys.set(event, keysEntry(event, ring, now));
  }
  return {
    puts: [...keys.values(), routesEntry(paths), ...gates].filter(
      ({ key, value }) => stand.get(key) !== value,
    ),
    deletes: [...over].flatMap((event) => [`e:${event}`, `k:${event}`]).filter((key) => stand.has(key)),
  };
}

/** The longest an admission may be good for: `sessionTtlMs` of the settings. */
const longestAdmissionMs = 3_600_000;

/** Whether no token of the event can be live. The gate then sends everybody to the waiting page with or without entries. */
function isOver({ mode, config }: EventRecord, now: number): boolean {
  return mode === "ENDED" && now > config.closeAt + ticketSlackMs + longestAdmissionMs;
}

/** Whether every event whose keys the gate has judges with this key of the ring too. */
export function edgeKnows(stand: Entries, ring: KeyRing, kid: string): boolean {
  return eventsWithKeys(stand).every((event) => {
    const known = parsed(stand.get(`k:${event}`))["keys"];
    const key = derivedKeys(ring, "a1", event)[kid];
    return typeof known === "object" && known !== null && (known as Record<string, unknown>)[kid] === key;
  });
}

function eventsWithKeys(stand: Entries): readonly string[] {
  return [...stand.keys()].flatMap((key) => (key.startsWith("k:") ? [key.slice(2)] : []));
}

/** A moment until which somebody has opened the gate to all, while the platform was down, is handed on as long as it lasts. */
function openUntil(gate: string | undefined, now: number): number {
  const until = (parsed(gate) as Partial<GateEntry>).openUntil;
  return typeof until === "number" && until > now ? until : 0;
}

function parsed(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
