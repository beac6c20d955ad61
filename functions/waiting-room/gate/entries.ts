import { isEventId } from "../event/event-id";
import type { EventRecord } from "../store/records";
import { verifyingKeys } from "../tokens/derived-keys";
import { deviceKeys } from "../tokens/device-keys";
import type { KeyRing } from "../tokens/key-ring";
import { routesKey, type Entry, type GateEntry, type KeysEntry } from "./entry";
import type { ProtectedPath } from "./routes";

/** As far in the future as a date can be. */
const never = 8_640_000_000_000_000;

/** CloudFront KeyValueStore takes 1 KB a value; we stay far below, so that there is room for what comes. */
const maxEntryBytes = 400;
const maxRoutesBytes = 1_000;

function entry(key: string, value: object, maxBytes: number): Entry {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > maxBytes) {
    throw new Error(`the entry ${key} is longer than the ${String(maxBytes)} bytes it may take`);
  }
  return { key, value: text };
}

/**
 * What the edge must know of an event. When the operator has opened it to everyone the gate does not ask for admission,
 * nor before it is announced: but if it is to open at a moment, from then on in any case, lest a write that is missed
 * leaves the gate open for ever. A live `openUntil` that stands in the store must be handed on, or it is taken back.
 */
export function gateEntries(
  event: string,
  record: Pick<EventRecord, "mode" | "config" | "enforceFrom">,
  ring: KeyRing,
  now: number,
  openUntil = 0,
): readonly [Entry, Entry] {
  const gate: GateEntry = {
    enforceFrom: enforcedFrom(record),
    openUntil,
    fail: record.config.failMode === "open" ? "o" : "c",
    fp: record.config.fingerprint,
  };
  return [entry(`e:${event}`, gate, maxEntryBytes), keysEntry(event, ring, now)];
}

/** The keys an event's admissions are judged with: all that is left to tell the edge when the event cannot be read. */
export function keysEntry(event: string, ring: KeyRing, now: number): Entry {
  const known: KeysEntry = { keys: verifyingKeys(ring, "a1", event, now), kfp: deviceKeys(ring).tag };
  return entry(`k:${event}`, known, maxEntryBytes);
}

function enforcedFrom({ mode, config, enforceFrom }: Parameters<typeof gateEntries>[1]): number {
  if (mode === "OPEN") return never;
  return mode === "DRAFT" ? (config.openAt ?? never) : enforceFrom;
}

/** Which paths are protected, for the edge. Throws on a path that can cover nothing, or whose event cannot be told. */
export function routesEntry(paths: readonly ProtectedPath[]): Entry {
  paths.forEach(({ path, event }) => {
    const segments = path.split("/").filter((segment) => segment !== "");
    const wildcards = segments.filter((segment) => segment === "*").length;
    const wellFormed = segments.every(
      (segment) => segment === "*" || /^[a-z0-9._~-]*[a-z0-9][a-z0-9._~-]*$/.test(segment),
    );
    const eventKnown = event === undefined ? wildcards === 1 : isEventId(event);
    if (!path.startsWith("/") || segments.length === 0 || !wellFormed || !eventKnown) {
      throw new Error(`the protected path ${path} is not one`);
    }
  });
  return entry(routesKey, paths, maxRoutesBytes);
}
