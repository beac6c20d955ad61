/* eslint-disable @typescript-eslint/require-await -- a store answers by promise, and a refusal to answer is a rejected one */
import { MemorySessions } from "./memory-sessions";
import { MemoryPlaces } from "./memory-places";
import type { Control, EventRecord, LateSlots, Sequence } from "./records";
import { sameContent } from "./same-content";
import { sessionBlockSize } from "./session-blocks";
import { StoreError, type Store } from "./store";

/** Everything of one event. Each record is frozen and replaced as a whole, so a reader may keep what it was given. */
interface Room {
  record?: EventRecord;
  sequence?: Sequence;
  control?: Control;
  late: LateSlots;
  readonly places: MemoryPlaces;
  readonly admitted: Map<string, number>;
  readonly sessions: MemorySessions;
}

const noLateSlots: LateSlots = Object.freeze({ offered: 0, granted: 0, offer: 0 });

/** A store in this process, for tests, simulations and local runs: it answers as the one on DynamoDB does, at once. */
export class MemoryStore implements Store {
  readonly bucketSize = sessionBlockSize;
  readonly #rooms = new Map<string, Room>();

  clockOffset(): number {
    return 0;
  }

  readonly listEvents: Store["listEvents"] = async () =>
    [...this.#rooms].flatMap(([event, { record }]) => (record === undefined ? [] : [event])).sort();

  readonly readEvent: Store["readEvent"] = async (event) => this.#rooms.get(event)?.record;

  readonly createEvent: Store["createEvent"] = async (event, record) => {
    const room = this.#room(event);
    const created = { ...record, version: 1 };
    if (room.record !== undefined) return sameContent(room.record, created) ? "created" : "exists";
    room.sequence = Object.freeze({ last: 0, firstLease: record.config.firstLease });
    room.record = frozenCopy(created);
    return "created";
  };

  readonly updateEvent: Store["updateEvent"] = async (event, record, expected) => {
    const room = this.#rooms.get(event);
    if (room?.record === undefined) return "conflict";
    const next = { ...record, version: expected + 1 };
    if (room.record.version !== expected) return sameContent(room.record, next) ? "written" : "conflict";
    room.record = frozenCopy(next);
    return "written";
  };

  readonly readSequence: Store["readSequence"] = async (event) => this.#rooms.get(event)?.sequence;

  readonly lease: Store["lease"] = async (event, size, maxQueue) => {
    const sequence = this.#rooms.get(event)?.sequence;
    if (sequence === undefined) return "unknown event";
    if (sequence.last >= maxQueue) return "full";
    return this.#setSequence(event, { ...sequence, last: sequence.last + size });
  };

  readonly seal: Store["seal"] = async (event) => {
    const sequence = this.#knownSequence(event);
    return this.#setSequence(event, { sealedAt: sequence.last, ...sequence });
  };

  readonly setFirstLease: Store["setFirstLease"] = async (event, size) => {
    this.#setSequence(event, { ...this.#knownSequence(event), firstLease: size });
  };

  readonly readControl: Store["readControl"] = async (event) => this.#rooms.get(event)?.control;

  readonly startControl: Store["startControl"] = async (event, control) => {
    const room = this.#room(event);
    if (room.control !== undefined) return sameContent(room.control, control) ? "started" : "exists";
    room.control = frozenCopy(control);
    return "started";
  };

  readonly lead: Store["lead"] = async (event, owner, now, leaseMs) => {
    const room = this.#rooms.get(event);
    if (room?.control === undefined) return undefined;
    const { control } = room;
    if (control.owner !== owner && control.leaseUntil >= now) return undefined;
    return (room.control = Object.freeze({
      ...control,
      owner,
      leaseUntil: now + leaseMs,
      fence: control.fence + 1,
    }));
  };

  readonly writeControl: Store["writeControl"] = async (event, next, read) => {
    const room = this.#rooms.get(event);
    if (room?.control === undefined) return "lost";
    const stands = room.control;
    const { owner, fence, leaseUntil } = read;
    const written = { ...next, owner, fence, leaseUntil, version: read.version + 1 };
    const unchanged = stands.version === read.version && stands.owner === owner && stands.fence === fence;
    if (!unchanged || stands.segment.S0 > next.segment.S0) {
      return sameContent(stands, written) ? "written" : "lost";
    }
    room.control = frozenCopy({ ...written, leaseUntil: stands.leaseUntil });
    return "written";
  };

  readonly readLate: Store["readLate"] = async (event) => this.#rooms.get(event)?.late ?? noLateSlots;

  readonly offerLate: Store["offerLate"] = async (event, offered, offer, granted) => {
    const room = this.#room(event);
    const stands = room.late;
    const limit = granted + offered;
    if (stands.offer >= offer || stands.granted < granted || stands.granted > limit) {
      return stands.offer === offer && stands.granted + stands.offered === limit ? "offered" : "lost";
    }
    room.late = Object.freeze({ offered: limit - stands.granted, granted: stands.granted, offer });
    return "offered";
  };

  readonly takeLate: Store["takeLate"] = async (event) => {
    const room = this.#rooms.get(event);
    if (room === undefined || room.late.offered <= 0) return "none";
    const { offered, granted, offer } = room.late;
    room.late = Object.freeze({ offered: offered - 1, granted: granted + 1, offer });
    return offer;
  };

  readonly returnLate: Store["returnLate"] = async (event, offer) => {
    const room = this.#rooms.get(event);
    if (room === undefined || room.late === noLateSlots || room.late.offer !== offer) return "none";
    room.late = Object.freeze({ ...room.late, offered: room.late.offered + 1 });
    return "returned";
  };

  readonly readPlace: Store["readPlace"] = async (event, visitor) =>
    this.#rooms.get(event)?.places.of(visitor);

  readonly takePlace: Store["takePlace"] = async (event, visitor, place) =>
    this.#room(event).places.take(visitor, place);

  readonly movePlace: Store["movePlace"] = async (event, visitor, move) =>
    this.#room(event).places.move(visitor, move);

  readonly readSession: Store["readSession"] = async (event, position) =>
    this.#rooms.get(event)?.sessions.at(position);

  readonly claim: Store["claim"] = async (event, session) => this.#room(event).sessions.claim(session);

  readonly renew: Store["renew"] = async (event, renewal) => this.#rooms.get(event)?.sessions.renew(renewal);

  readonly endSession: Store["endSession"] = async (event, end) => this.#rooms.get(event)?.sessions.end(end);

  readonly countBucket: Store["countBucket"] = async (event, bucket, now) =>
    this.#rooms.get(event)?.sessions.count(bucket, now) ?? { active: 0, claimed: 0 };

  readonly countClaimed: Store["countClaimed"] = async (event, from, to) =>
    this.#room(event).sessions.countClaimed(from, to);

  readonly admitOnce: Store["admitOnce"] = async (event, visitor, position) => {
    const { admitted } = this.#room(event);
    const before = admitted.get(visitor);
    if (before !== undefined) return before;
    admitted.set(visitor, position);
    return "first";
  };

  readonly readAdmitted: Store["readAdmitted"] = async (event, visitor) =>
    this.#rooms.get(event)?.admitted.get(visitor);

  #room(event: string): Room {
    const known = this.#rooms.get(event);
    if (known !== undefined) return known;
    const made: Room = {
      late: noLateSlots,
      places: new MemoryPlaces(),
      admitted: new Map(),
      sessions: new MemorySessions(),
    };
    this.#rooms.set(event, made);
    return made;
  }

  #knownSequence(event: string): Sequence {
    const sequence = this.#rooms.get(event)?.sequence;
    if (sequence === undefined) throw new StoreError("unreadable", new Error("the event has no sequence"));
    return sequence;
  }

  #setSequence(event: string, sequence: Sequence): Sequence {
    return (this.#room(event).sequence = Object.freeze(sequence));
  }
}

function frozenCopy<T extends object>(record: T): T {
  return frozen(structuredClone(record));
}

function frozen<T extends object>(record: T): T {
  for (const value of Object.values(record)) if (typeof value === "object" && value !== null) frozen(value);
  return Object.freeze(record);
}
