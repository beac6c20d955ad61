import type { EventConfig, Mode } from "../event/config";
import type { HistoryPoint } from "../line/history";
import type { Segment } from "../line/segment";

/** An on-sale as the operator has it; every change raises `version`. */
export interface EventRecord {
  readonly version: number;
  readonly mode: Mode;
  readonly config: EventConfig;
  /** 32 random bytes as hex, secret until the lottery is drawn. */
  readonly seed: string;
  /** Since when the gate asks for admission. */
  readonly enforceFrom: number;
}

/** How far positions are given out. */
export interface Sequence {
  readonly last: number;
  readonly firstLease: number;
  /** The last position that takes part in the lottery, once it is drawn. */
  readonly sealedAt?: number;
}

/** The controller's state: the line as everyone sees it, and what the next tick needs. */
export interface Control {
  readonly version: number;
  /** Raised whenever leadership is taken; a leader that has slept through one can no longer write. */
  readonly fence: number;
  readonly owner: string;
  readonly leaseUntil: number;
  readonly segment: Segment;
  /** The highest `cap` ever published. It bounds the count, because a line that was seen may still be acted upon. */
  readonly capMax: number;
  /** How long the line holds without a new count. */
  readonly until: number;
  readonly mode: Mode;
  /** Where the line was, at most at the last position given out. Oldest first. */
  readonly history: readonly HistoryPoint[];
  /** How many late slots had been taken by when. Oldest first. */
  readonly lateTaken: readonly { readonly at: number; readonly granted: number }[];
  /** Late slots that the last tick offered: nobody need ask for one where there were none. */
  readonly offered: number;
  /** Ticks of this event so far. */
  readonly sequence: number;
  /** When the last tick was. */
  readonly tickedAt: number;
  /** Last position given out, as the last tick saw it. */
  readonly issued: number;
  /** People inside, as the last tick counted them. */
  readonly active: number;
  /** Decayed sums: positions whose time to claim is over, and those of them that were claimed. */
  readonly outcome: { readonly closed: number; readonly claimed: number };
  /** First block of sessions that can still change. */
  readonly firstBucket: number;
  /** Since when nobody has waited and less than half the room was used. */
  readonly quietSince?: number;
}

/** Slots for those who come late. */
export interface LateSlots {
  readonly offered: number;
  /** Slots taken so far, ever. */
  readonly granted: number;
  /** The fence of the tick that made the offer: a tick raises it and offers once, so a later offer has a higher one. */
  readonly offer: number;
}

/** A visitor's place. */
export interface Place {
  readonly position: number;
  readonly generation: number;
  readonly issuedAt: number;
  /** Tag of the device that took it. */
  readonly device: string;
  /** The request that last moved it, to recognise its repetition. */
  readonly lastRequest: string;
}

export type SessionState = "active" | "completed" | "revoked";

/** One admission, at the effective position that was claimed. */
export interface Session {
  readonly position: number;
  readonly state: SessionState;
  readonly visitor: string;
  readonly id: string;
  readonly device: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** It can be renewed until then and no longer. */
  readonly maxExpiresAt: number;
  readonly late: boolean;
  readonly generation: number;
  /** The request that ended it. */
  readonly endedBy?: string;
  /** It has ended, but its slot is counted until `expiresAt`. */
  readonly keepsSlot?: true;
}
