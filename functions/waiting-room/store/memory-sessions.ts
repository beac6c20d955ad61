import { clockSkewMs } from "../bounds";
import type { Session } from "./records";
import { sameContent } from "./same-content";
import { blockOf, blockOfRange, sessionBlockSize } from "./session-blocks";
import type { BucketCount, SessionStore } from "./store";

interface Block {
  readonly sessions: (Session | undefined)[];
  /** When the slot at an offset is free again; 0 where none is taken. A count is one pass over numbers. */
  readonly activeUntil: Float64Array;
  claimed: number;
}

/** The sessions of one event, in blocks that are quick to count. What goes in is frozen. */
export class MemorySessions {
  readonly #blocks = new Map<number, Block>();

  at(position: number): Session | undefined {
    return this.#blocks.get(blockOf(position))?.sessions[position % sessionBlockSize];
  }

  claim(session: Session): "claimed" | Session {
    const stands = this.at(session.position);
    if (stands !== undefined) return sameContent(stands, session) ? "claimed" : stands;
    this.#put(session);
    return "claimed";
  }

  renew(renewal: Parameters<SessionStore["renew"]>[1]): Session | undefined {
    const stands = this.at(renewal.position);
    if (stands?.state !== "active" || stands.visitor !== renewal.visitor) return undefined;
    if (stands.expiresAt <= renewal.now || stands.maxExpiresAt < renewal.expiresAt) return undefined;
    if (stands.expiresAt > renewal.expiresAt) return undefined;
    return this.#put({ ...stands, expiresAt: renewal.expiresAt });
  }

  end(end: Parameters<SessionStore["endSession"]>[1]): "ended" | "already" | undefined {
    const stands = this.at(end.position);
    if (stands?.state !== "active") return stands?.state === end.state ? "already" : undefined;
    const keeps = end.keepsSlot === true && { keepsSlot: true as const };
    this.#put({ ...stands, state: end.state, endedBy: end.request, ...keeps });
    return "ended";
  }

  count(blockNumber: number, now: number): BucketCount {
    const block = this.#blocks.get(blockNumber);
    if (block === undefined) return { active: 0, claimed: 0 };
    // A free offset holds 0, which is before any time that may be counted. No iterator: this runs a million times.
    const over = Math.max(0, now - clockSkewMs);
    let active = 0;
    for (let offset = 0; offset < sessionBlockSize; offset += 1) {
      if ((block.activeUntil[offset] ?? 0) > over) active += 1;
    }
    return { active, claimed: block.claimed };
  }

  countClaimed(from: number, to: number): number {
    if (from > to) return 0;
    const sessions = this.#blocks.get(blockOfRange(from, to))?.sessions ?? [];
    let claimed = 0;
    for (let offset = from % sessionBlockSize; offset <= to % sessionBlockSize; offset += 1) {
      if (sessions[offset] !== undefined) claimed += 1;
    }
    return claimed;
  }

  #put(session: Session): Session {
    const block = this.#block(blockOf(session.position));
    const offset = session.position % sessionBlockSize;
    if (block.sessions[offset] === undefined) block.claimed += 1;
    block.activeUntil[offset] = holdsSlot(session) ? session.expiresAt : 0;
    return (block.sessions[offset] = Object.freeze({ ...session }));
  }

  #block(number: number): Block {
    const known = this.#blocks.get(number);
    if (known !== undefined) return known;
    const made: Block = {
      sessions: new Array<Session | undefined>(sessionBlockSize).fill(undefined),
      activeUntil: new Float64Array(sessionBlockSize),
      claimed: 0,
    };
    this.#blocks.set(number, made);
    return made;
  }
}

function holdsSlot({ state, keepsSlot }: Session): boolean {
  return state === "active" || keepsSlot === true;
}
