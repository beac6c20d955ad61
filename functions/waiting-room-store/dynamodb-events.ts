import type { EventRecord, Sequence } from "../waiting-room/store/records";
import { sameContent } from "../waiting-room/store/same-content";
import { type EventStore, type SequenceStore, StoreError } from "../waiting-room/store/store";
import { eventAttributes, eventItem, eventNameItem, sequenceItem } from "./event-items";
import { read, readIfThere } from "./item";
import { configKey, eventNameKey, eventsPartition, sequenceKey } from "./keys";
import type { Table } from "./table";

/** The events, and how far positions of each are given out. */
export class DynamoEvents implements EventStore, SequenceStore {
  constructor(private readonly counters: Table) {}

  /** Also one whose making broke off, which nobody can read yet. */
  async listEvents(): Promise<readonly string[]> {
    const items = await this.counters.items({ partition: eventsPartition });
    return items.map((item) => read(eventNameItem, item));
  }

  async readEvent(event: string): Promise<EventRecord | undefined> {
    return readIfThere(eventItem, await this.counters.get(configKey(event)));
  }

  /** Name and sequence come first: an event that can be read is listed, and has positions to give. */
  async createEvent(event: string, record: Omit<EventRecord, "version">): Promise<"created" | "exists"> {
    const created = { ...record, version: 1 };
    const { firstLease } = record.config;
    await this.counters.put(eventNameKey(event), {});
    const sequence = await this.counters.put(sequenceKey(event), { nxt: 0, k0: firstLease });
    if ((await this.counters.put(configKey(event), eventAttributes(created))) === "refused") {
      const stands = await this.readEvent(event);
      return stands !== undefined && sameContent(stands, created) ? "created" : "exists";
    }
    if (sequence === "refused") await this.setFirstLease(event, firstLease);
    return "created";
  }

  async updateEvent(
    event: string,
    record: Omit<EventRecord, "version">,
    expected: number,
  ): Promise<"written" | "conflict"> {
    const next = { ...record, version: expected + 1 };
    const written = await this.counters.update(
      configKey(event),
      "SET #v = :v, #mode = :mode, #config = :config, #seed = :seed, #enforceFrom = :enforceFrom",
      "#v = :expected",
      { ...eventAttributes(next), expected },
    );
    if (written !== undefined) return "written";
    const stands = await this.readEvent(event);
    return stands !== undefined && sameContent(stands, next) ? "written" : "conflict";
  }

  async readSequence(event: string): Promise<Sequence | undefined> {
    return readIfThere(sequenceItem, await this.counters.get(sequenceKey(event)));
  }

  /** The last block may pass `maxQueue` by less than its size. A repetition leaves a gap. */
  async lease(event: string, size: number, maxQueue: number): Promise<Sequence | "full" | "unknown event"> {
    const leased = await this.counters.updateOrTellThrottling(
      sequenceKey(event),
      "ADD #nxt :size",
      "#nxt < :max",
      { size, max: maxQueue },
    );
    if (leased !== undefined) return read(sequenceItem, leased);
    return (await this.readSequence(event)) === undefined ? "unknown event" : "full";
  }

  async seal(event: string): Promise<Sequence> {
    const sealed = await this.counters.update(
      sequenceKey(event),
      "SET #sealN = #nxt",
      "attribute_not_exists(#sealN)",
      {},
    );
    return sealed === undefined ? this.#knownSequence(event) : read(sequenceItem, sealed);
  }

  async setFirstLease(event: string, size: number): Promise<void> {
    const set = await this.counters.update(sequenceKey(event), "SET #k0 = :k0", "attribute_exists(#nxt)", {
      k0: size,
    });
    if (set === undefined) await this.#knownSequence(event);
  }

  async #knownSequence(event: string): Promise<Sequence> {
    const sequence = await this.readSequence(event);
    if (sequence === undefined) throw new StoreError("unreadable", new Error("the event has no sequence"));
    return sequence;
  }
}
