import type { EventRecord } from "../waiting-room/store/records";
import { type EventStore, StoreError } from "../waiting-room/store/store";

/** The events as the store has them. */
export interface KnownEvents {
  readonly readable: ReadonlyMap<string, EventRecord>;
  /** Why there may be others. */
  readonly problem?: Error;
}

/** How many events are read at once: a page of them costs a process little, and hundreds would be throttled. */
const atOnce = 20;

/** Never fails: a key that is no longer secret must be gone from ring and gate also while the store is down. */
export async function readKnownEvents(
  store: Pick<EventStore, "listEvents" | "readEvent">,
): Promise<KnownEvents> {
  const readable = new Map<string, EventRecord>();
  try {
    const unreadable = await readInto(readable, store);
    if (unreadable.length === 0) return { readable };
    return { readable, problem: new Error(`events that cannot be read: ${unreadable.join(", ")}`) };
  } catch (error) {
    return { readable, problem: new Error("the events cannot be read", { cause: error }) };
  }
}

/** Answers with the events whose own item cannot be read, which says nothing of the others. */
async function readInto(
  readable: Map<string, EventRecord>,
  store: Pick<EventStore, "listEvents" | "readEvent">,
): Promise<readonly string[]> {
  const names = await store.listEvents();
  const unreadable: string[] = [];
  const readOne = async (event: string) => {
    try {
      const record = await store.readEvent(event);
      // An event whose making broke off is listed and not there.
      if (record !== undefined) readable.set(event, record);
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== "unreadable") throw error;
      unreadable.push(event);
    }
  };
  for (let start = 0; start < names.length; start += atOnce) {
    await Promise.all(names.slice(start, start + atOnce).map(readOne));
  }
  return unreadable;
}
