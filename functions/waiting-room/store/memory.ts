/* eslint-disable @typescript-eslint/require-await -- a store answers by promise, and a refusal to answer is a rejected one */
import { MemorySessions } from "./memory-sessions";
import type { Control, EventRecord, LateSlots, Place, Sequence, Session } from "./records";
import { sameContent } from "./same-content";
import { sessionBlockSize } from "./session-blocks";
import { StoreError, type Store } from "./store";

/** Everything of one event. Each record is frozen and replaced as a whole, so a reader may keep what it was given. */
interface Room {
  record?: EventRecord;
  sequence?: Sequence;
  control?: Control;
  late: LateSlots;
  readonly places: Map<string, Place>;
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

  async listEvents(): Promise<readonly string[]> {
    return [...this.#rooms].flatMap(([event, { record }]) => (record === undefined ? [] : [event])).sort();
  }

  async readEvent(event: string): Promise<EventRecord | undefined> {
    return this.#rooms.get(event)?.record;
  }

  async createEvent(event: string, record: Omit<EventRecord, "version">): Promise<"created" | "exists"> {
    const room = this.#room(event);
    const created = { ...record, version: 1 };
    if (room.record !== undefined) return sameContent(room.record, created) ? "created" : "exists";
    room.sequence = Object.freeze({ last: 0, firstLease: record.config.firstLease });
    room.record = frozenCopy(created);
    return "created";
  }

  async updateEvent(
    event: string,
    record: Omit<EventRecord, "version">,
    expected: number,
  ): Promise<"written" | "conflict"> {
    const room = this.#rooms.get(event);
    if (room?.record === undefined) return "conflict";
    const next = { ...record, version: expected + 1 };
    if (room.record.version !== expected) return sameContent(room.record, next) ? "written" : "conflict";
    room.record = frozenCopy(next);
    return "written";
  }

  async readSequence(event: string): Promise<Sequence | undefined> {
    return this.#rooms.get(event)?.sequence;
  }

  async lease(event: string, size: number, maxQueue: number): Promise<Sequence | "full" | "unknown event"> {
    const sequence = this.#rooms.get(event)?.sequence;
    if (sequence === undefined) return "unknown event";
    if (sequence.last >= maxQueue) return "full";
    return this.#setSequence(event, { ...sequence, last: sequence.last + size });
  }

  async seal(event: string): Promise<Sequence> {
    const sequence = this.#knownSequence(event);
    return this.#setSequence(event, { sealedAt: sequence.last, ...sequence });
  }

  async setFirstLease(event: string, size: number): Promise<void> {
    this.#setSequence(event, { ...this.#knownSequence(event), firstLease: size });
  }

  async readControl(event: string): Promise<Control | undefined> {
    return this.#rooms.get(event)?.control;
  }

  async startControl(event: string, control: Control): Promise<"started" | "exists"> {
    const room = this.#room(event);
    if (room.control !== undefined) return sameContent(room.control, control) ? "started" : "exists";
    room.control = frozenCopy(control);
    return "started";
  }

  async lead(event: string, owner: string, now: number, leaseMs: number): Promise<Control | undefined> {
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
  }

  async writeControl(event: string, next: Control, read: Control): Promise<"written" | "lost"> {
    const room = this.#rooms.get(event);
    if (room?.control === undefined) return "lost";
    const stands = room.control;
    const { owner, fence, leaseUntil } = read;
    const written = { ...next, owner, fence, leaseUntil, version: read.version + 1 };
    const unchanged = stands.version === read.version && stands.owner === owner && stands.fence === fence;
    if (!unchanged || stands.segment.S0 > next.segment.S0)
      return sameContent(stands, written) ? "written" : "lost";
    room.control = frozenCopy(written);
    return "written";
  }

  async readLate(event: string): Promise<LateSlots> {
    return this.#rooms.get(event)?.late ?? noLateSlots;
  }

  async offerLate(
    event: string,
    offered: number,
    offer: number,
    granted: number,
  ): Promise<"offered" | "lost"> {
    const room = this.#room(event);
    const next = { offered, granted, offer };
    if (room.late.granted !== granted || room.late.offer >= offer) {
      return sameContent(room.late, next) ? "offered" : "lost";
    }
    room.late = Object.freeze(next);
    return "offered";
  }

  async takeLate(event: string): Promise<"taken" | "none"> {
    const room = this.#rooms.get(event);
    if (room === undefined || room.late.offered <= 0) return "none";
    const { offered, granted, offer } = room.late;
    room.late = Object.freeze({ offered: offered - 1, granted: granted + 1, offer });
    return "taken";
  }

  async readPlace(event: string, visitor: string): Promise<Place | undefined> {
    return this.#rooms.get(event)?.places.get(visitor);
  }

  async takePlace(event: string, visitor: string, place: Place): Promise<"taken" | Place> {
    const { places } = this.#room(event);
    const stands = places.get(visitor);
    if (stands !== undefined) return sameContent(stands, place) ? "taken" : stands;
    places.set(visitor, Object.freeze({ ...place }));
    return "taken";
  }

  async movePlace(
    event: string,
    visitor: string,
    move: { readonly from: number; readonly to: number; readonly request: string; readonly maxMoves: number },
  ): Promise<Place | { readonly refused: Place | undefined }> {
    const { places } = this.#room(event);
    const stands = places.get(visitor);
    if (stands?.position !== move.from || stands.generation >= move.maxMoves) {
      return stands?.lastRequest === move.request ? stands : { refused: stands };
    }
    const { generation } = stands;
    const moved = { ...stands, position: move.to, generation: generation + 1, lastRequest: move.request };
    places.set(visitor, Object.freeze(moved));
    return moved;
  }

  async readSession(event: string, position: number): Promise<Session | undefined> {
    return this.#rooms.get(event)?.sessions.at(position);
  }

  async claim(event: string, session: Session): Promise<"claimed" | Session> {
    const { sessions } = this.#room(event);
    const stands = sessions.at(session.position);
    if (stands !== undefined) return sameContent(stands, session) ? "claimed" : stands;
    sessions.put(session);
    return "claimed";
  }

  async renew(
    event: string,
    renewal: {
      readonly position: number;
      readonly visitor: string;
      readonly now: number;
      readonly expiresAt: number;
    },
  ): Promise<Session | undefined> {
    const { sessions } = this.#room(event);
    const stands = sessions.at(renewal.position);
    if (stands?.state !== "active" || stands.visitor !== renewal.visitor) return undefined;
    if (stands.expiresAt <= renewal.now || stands.maxExpiresAt < renewal.expiresAt) return undefined;
    return sessions.put({ ...stands, expiresAt: renewal.expiresAt });
  }

  async endSession(
    event: string,
    end: { readonly position: number; readonly state: "completed" | "revoked"; readonly request: string },
  ): Promise<"ended" | "already" | undefined> {
    const { sessions } = this.#room(event);
    const stands = sessions.at(end.position);
    if (stands?.state !== "active") return stands?.state === end.state ? "already" : undefined;
    sessions.put({ ...stands, state: end.state, endedBy: end.request });
    return "ended";
  }

  async countBucket(event: string, bucket: number, now: number) {
    return this.#rooms.get(event)?.sessions.count(bucket, now) ?? { active: 0, claimed: 0 };
  }

  async countClaimed(event: string, from: number, to: number): Promise<number> {
    return this.#room(event).sessions.countClaimed(from, to);
  }

  async admitOnce(event: string, visitor: string, position: number): Promise<"first" | number> {
    const { admitted } = this.#room(event);
    const before = admitted.get(visitor);
    if (before !== undefined) return before;
    admitted.set(visitor, position);
    return "first";
  }

  async readAdmitted(event: string, visitor: string): Promise<number | undefined> {
    return this.#rooms.get(event)?.admitted.get(visitor);
  }

  #room(event: string): Room {
    const known = this.#rooms.get(event);
    if (known !== undefined) return known;
    const made: Room = {
      late: noLateSlots,
      places: new Map(),
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
