import { clockSkewMs } from "../waiting-room/bounds";
import type { Session } from "../waiting-room/store/records";
import { sameContent } from "../waiting-room/store/same-content";
import { blockOfRange } from "../waiting-room/store/session-blocks";
import type { BucketCount, SessionStore } from "../waiting-room/store/store";
import { stillThere } from "./failure";
import { itemVersion, read, readIfThere } from "./item";
import { positionSortKey, sessionKey, sessionPartitions } from "./keys";
import type { PartitionQuery, Table } from "./table";
import { sessionAttributes, sessionItem, stateLetters } from "./visitor-items";

type Renewal = Parameters<SessionStore["renew"]>[1];
type End = Parameters<SessionStore["endSession"]>[1];

/** The admissions, each at the position it was claimed at. */
export class DynamoSessions {
  constructor(private readonly positions: Table) {}

  async readSession(event: string, position: number, shards: number): Promise<Session | undefined> {
    return readIfThere(sessionItem, await this.positions.get(sessionKey(event, position, shards)));
  }

  async claim(event: string, session: Session, shards: number): Promise<"claimed" | Session> {
    const key = sessionKey(event, session.position, shards);
    if ((await this.positions.put(key, sessionAttributes(session))) === "written") return "claimed";
    const stands = stillThere(await this.readSession(event, session.position, shards));
    return sameContent(stands, session) ? "claimed" : stands;
  }

  async renew(event: string, renewal: Renewal, shards: number): Promise<Session | undefined> {
    const { position, visitor, now, expiresAt } = renewal;
    const renewed = await this.positions.update(
      sessionKey(event, position, shards),
      "SET #exp = :exp",
      "#st = :active AND #sub = :sub AND #exp > :now AND #exp <= :exp AND #mx >= :exp",
      { exp: expiresAt, active: stateLetters.active, sub: visitor, now },
    );
    if (renewed !== undefined) return read(sessionItem, renewed);
    await this.readSession(event, position, shards);
    return undefined;
  }

  /** A repetition is told `already`. */
  async endSession(event: string, end: End, shards: number): Promise<"ended" | "already" | undefined> {
    const { position, state, now, request, keepsSlot } = end;
    const ended = await this.positions.update(
      sessionKey(event, position, shards),
      "SET #st = :state, #endAt = :now, #rq = :request, #ks = :keepsSlot",
      "#st = :active",
      {
        state: stateLetters[state],
        now,
        request,
        keepsSlot: keepsSlot ?? false,
        active: stateLetters.active,
      },
    );
    if (ended !== undefined) return "ended";
    const stands = await this.readSession(event, position, shards);
    return stands?.state === state ? "already" : undefined;
  }

  /** An item that cannot be understood counts as somebody inside: room that may be taken is not given away. */
  async countBucket(event: string, bucket: number, now: number, shards: number): Promise<BucketCount> {
    const { passed, all } = await this.#count(event, bucket, shards, {
      filter:
        "NOT (#sv = :sv AND ((#st IN (:completed, :revoked) AND NOT #ks = :keepsSlot) OR #exp <= :over))",
      values: {
        sv: itemVersion,
        keepsSlot: true,
        completed: stateLetters.completed,
        revoked: stateLetters.revoked,
        over: now - clockSkewMs,
      },
    });
    return { active: passed, claimed: all };
  }

  async countClaimed(event: string, from: number, to: number, shards: number): Promise<number> {
    if (from > to) return 0;
    const { all } = await this.#count(event, blockOfRange(from, to), shards, {
      sortKeys: [positionSortKey(from), positionSortKey(to)],
    });
    return all;
  }

  async #count(event: string, block: number, shards: number, query: Omit<PartitionQuery, "partition">) {
    const partitions = sessionPartitions(event, block, shards);
    const counts = await Promise.all(
      partitions.map((partition) => this.positions.count({ ...query, partition })),
    );
    return counts.reduce((sum, { passed, all }) => ({ passed: sum.passed + passed, all: sum.all + all }), {
      passed: 0,
      all: 0,
    });
  }
}
