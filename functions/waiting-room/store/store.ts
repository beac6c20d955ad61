import type { Control, EventRecord, LateSlots, Place, Sequence, Session } from "./records";

/**
 * Where a waiting room keeps what must not be lost.
 *
 * Every write is one conditional write to one item: it either happens or tells what stands there instead. No write is
 * repeated blindly, none is unconditional, and no answer is invented: whatever cannot be known is a `StoreError`. A
 * write that finds exactly what it asks for has happened: it is its own repetition, after an answer that was lost.
 * All reads are strongly consistent. Moments are milliseconds since the epoch.
 */
export interface Store extends EventStore, SequenceStore, ControlStore, LateStore, PlaceStore, SessionStore {
  /** Local time minus the store's, in milliseconds, as its last answer showed; 0 before the first. */
  clockOffset(): number;
}

export interface EventStore {
  /** Every event there is, whatever its mode, and any whose making broke off and which cannot be read yet. */
  listEvents(): Promise<readonly string[]>;
  readEvent(event: string): Promise<EventRecord | undefined>;
  /** Makes an event with version 1 and a sequence at 0. */
  createEvent(event: string, record: Omit<EventRecord, "version">): Promise<"created" | "exists">;
  /** Writes if the version is still `expected`, raising it by one. */
  updateEvent(
    event: string,
    record: Omit<EventRecord, "version">,
    expected: number,
  ): Promise<"written" | "conflict">;
}

export interface SequenceStore {
  readSequence(event: string): Promise<Sequence | undefined>;
  /**
   * Takes the next `size` positions: they end at `last`. An unknown outcome loses them, it never gives them twice. The
   * last block may pass `maxQueue` by less than its size.
   */
  lease(event: string, size: number, maxQueue: number): Promise<Sequence | "full" | "unknown event">;
  /** Ends the lottery's list at the last position given out; the same answer however often it is asked. */
  seal(event: string): Promise<Sequence>;
  setFirstLease(event: string, size: number): Promise<void>;
}

export interface ControlStore {
  readControl(event: string): Promise<Control | undefined>;
  /** Writes the first state, if there is none. */
  startControl(event: string, control: Control): Promise<"started" | "exists">;
  /** Leads, if nobody does or the lease is over or it is ours; raises the fence. Nothing if somebody else leads. */
  lead(event: string, owner: string, now: number, leaseMs: number): Promise<Control | undefined>;
  /**
   * Writes if version, owner and fence are still those that `read` had, and the line does not go back. Raises the
   * version. The lease and the fence stay as they are.
   */
  writeControl(event: string, next: Control, read: Control): Promise<"written" | "lost">;
}

export interface LateStore {
  readLate(event: string): Promise<LateSlots>;
  /**
   * Offers `offered` slots in place of those on offer, less those taken since `granted` was read. Lost if more than
   * `offered` were taken since, or an offer with this number or a later one stands.
   *
   * That is safe: whoever takes a slot between the reading and the offer takes it from the old offer, and is let in by
   * the new one, of which there is then one less. Together they are `offered`, which is what the tick has room for. If
   * more were taken than that, as when the old offer was the larger, the tick's plan does not hold and it must not
   * publish it. The old line stands then, for which the old offer was counted.
   */
  offerLate(event: string, offered: number, offer: number, granted: number): Promise<"offered" | "lost">;
  /** Takes a slot, and tells the offer it was of. */
  takeLate(event: string): Promise<number | "none">;
  /**
   * Puts a slot by which nobody entered back on the offer it was of; nothing is put back once there is another offer.
   *
   * That is safe: no more people enter by an offer than the tick that made it had room for. The slot stays one of
   * `granted`, so ticks take it for somebody about to enter for `settlingMs`, which counts too many rather than too
   * few. A repetition would make a slot of nothing, so this is sent once, whatever becomes of it.
   */
  returnLate(event: string, offer: number): Promise<"returned" | "none">;
}

export interface PlaceStore {
  readPlace(event: string, visitor: string): Promise<Place | undefined>;
  /** Writes if the visitor has none; otherwise the one there is. `expiresAt` is for housekeeping only. */
  takePlace(event: string, visitor: string, place: Place, expiresAt: number): Promise<"taken" | Place>;
  /** Moves from `from` to `to`, if it still stands at `from` and was moved less than `maxMoves` times; else what is there. */
  movePlace(
    event: string,
    visitor: string,
    move: { readonly from: number; readonly to: number; readonly request: string; readonly maxMoves: number },
  ): Promise<Place | { readonly refused: Place | undefined }>;
}

export interface BucketCount {
  /** Sessions that are active, or keep their slot, and not over at the time of the count. */
  readonly active: number;
  /** Sessions of any state. */
  readonly claimed: number;
}

export interface SessionStore {
  /** Positions of one block of sessions: block b holds b × 1,024 … b × 1,024 + 1,023. */
  readonly bucketSize: 1024;
  readSession(event: string, position: number, shards: number): Promise<Session | undefined>;
  /** Writes if the position is unclaimed; otherwise the session there is. */
  claim(event: string, session: Session, shards: number): Promise<"claimed" | Session>;
  /**
   * Prolongs an active session of this visitor that is not over and would not be shortened: admission until its end
   * has been handed out. `undefined` if it is none.
   */
  renew(
    event: string,
    renewal: {
      readonly position: number;
      readonly visitor: string;
      readonly now: number;
      readonly expiresAt: number;
    },
    shards: number,
  ): Promise<Session | undefined>;
  /** Ends an active session. `already` if it had ended so before, `undefined` if there is none to end. */
  endSession(
    event: string,
    end: {
      readonly position: number;
      readonly state: "completed" | "revoked";
      readonly now: number;
      readonly request: string;
      /** The slot stays taken until the session would have been over. */
      readonly keepsSlot?: boolean;
    },
    shards: number,
  ): Promise<"ended" | "already" | undefined>;
  /** Counts one block; active is who is inside at `now`, give or take the clocks' skew. */
  countBucket(event: string, bucket: number, now: number, shards: number): Promise<BucketCount>;
  /** Sessions of any state at positions `from` … `to` (whole numbers, both included) of one block. */
  countClaimed(event: string, from: number, to: number, shards: number): Promise<number>;
  /** Remembers which position a visitor was admitted at, if none; otherwise the position that was. */
  admitOnce(event: string, visitor: string, position: number, expiresAt: number): Promise<"first" | number>;
  readAdmitted(event: string, visitor: string): Promise<number | undefined>;
}

/** The store did not do what was asked, or nobody knows whether it did. */
export class StoreError extends Error {
  constructor(
    /** `unreadable`: an item of an unknown version or without what it must have. */
    readonly kind: "throttled" | "unavailable" | "unreadable",
    cause?: unknown,
  ) {
    super(`the store is ${kind}`, { cause });
    this.name = "StoreError";
  }
}
