import type { EventRecord } from "../waiting-room/store/records";
import { type EventStore, StoreError } from "../waiting-room/store/store";

/** The events as the store has them. */
export interface KnownEvents {
  readonly readable: ReadonlyMap<string, EventRecord>;
  /** Those whose item cannot be read, which says nothing of the others. */
  readonly unreadable: readonly string[];
}

/** How many events are read at once: a page of them costs a process little, and hundreds would be throttled. */
const atOnce = 20;

/** @throws StoreError if the store does not answer. */
export async function readKnownEvents(
  store: Pick<EventStore, "listEvents" | "readEvent">,
): Promise<KnownEvents> {
  const names = await store.listEvents();
  const readable = new Map<string, EventRecord>();
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
  return { readable, unreadable };
}
