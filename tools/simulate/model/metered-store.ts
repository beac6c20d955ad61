import type { Clock } from "../../../functions/waiting-room/clock";
import { StoreError, type Store } from "../../../functions/waiting-room/store/store";
import { TokenBucket } from "./token-bucket";

export interface Limits {
  /** Writes a second that one key takes: DynamoDB's limit of a partition. */
  readonly keyWrites: number;
  /** Writes a second that a table takes: its warm throughput. */
  readonly tableWrites: number;
}

type Table = "counters" | "positions";

interface Key {
  readonly bucket: TokenBucket;
  second: number;
  writes: number;
  peak: number;
}

/** Bytes of a session as the store on DynamoDB writes it; a consistent read unit covers 4 KB. */
const sessionBytes = 132;
const readUnitBytes = 4_096;

/** Counts what a store is asked, and refuses what DynamoDB would throttle. A throttled write is not counted. */
export class MeteredStore implements Store {
  readonly bucketSize = 1_024;
  readonly writes: Record<Table, number> = { counters: 0, positions: 0 };
  leases = 0;
  placeWrites = 0;
  readUnits = 0;
  throttled = 0;
  readonly #keys = new Map<string, Key>();
  readonly #tables: Readonly<Record<Table, TokenBucket>>;

  constructor(
    private readonly inner: Store,
    private readonly clock: Clock,
    private readonly limits: Limits,
  ) {
    const table = () => new TokenBucket(limits.tableWrites, limits.tableWrites);
    this.#tables = { counters: table(), positions: table() };
  }

  /** The most writes that one key got in a second. */
  get hottest(): { readonly key: string; readonly writes: number } {
    let hottest = { key: "", writes: 0 };
    for (const [key, { peak }] of this.#keys) if (peak > hottest.writes) hottest = { key, writes: peak };
    return hottest;
  }

  readonly clockOffset: Store["clockOffset"] = () => this.inner.clockOffset();
  readonly listEvents: Store["listEvents"] = () => this.#read(1, this.inner.listEvents());
  readonly readEvent: Store["readEvent"] = (event) => this.#read(1, this.inner.readEvent(event));
  readonly createEvent: Store["createEvent"] = (event, record) =>
    this.#write("counters", `EV#${event}`, 2, () => this.inner.createEvent(event, record));
  readonly updateEvent: Store["updateEvent"] = (event, record, expected) =>
    this.#write("counters", `EV#${event}`, 1, () => this.inner.updateEvent(event, record, expected));
  readonly readSequence: Store["readSequence"] = (event) => this.#read(1, this.inner.readSequence(event));
  readonly lease: Store["lease"] = (event, size, maxQueue) =>
    this.#write("counters", `SEQ#${event}`, 1, () => {
      this.leases += 1;
      return this.inner.lease(event, size, maxQueue);
    });
  readonly seal: Store["seal"] = (event) =>
    this.#write("counters", `SEQ#${event}`, 1, () => this.inner.seal(event));
  readonly setFirstLease: Store["setFirstLease"] = (event, size) =>
    this.#write("counters", `SEQ#${event}`, 1, () => this.inner.setFirstLease(event, size));
  readonly readControl: Store["readControl"] = (event) => this.#read(1, this.inner.readControl(event));
  readonly startControl: Store["startControl"] = (event, control) =>
    this.#write("counters", `EV#${event}`, 2, () => this.inner.startControl(event, control));
  readonly lead: Store["lead"] = (event, owner, now, leaseMs) =>
    this.#write("counters", `EV#${event}`, 2, () => this.inner.lead(event, owner, now, leaseMs));
  readonly writeControl: Store["writeControl"] = (event, next, read) =>
    this.#write("counters", `EV#${event}`, 2, () => this.inner.writeControl(event, next, read));
  readonly readLate: Store["readLate"] = (event) => this.#read(1, this.inner.readLate(event));
  readonly offerLate: Store["offerLate"] = (event, offered, offer, granted) =>
    this.#write("counters", `LATE#${event}`, 1, () => this.inner.offerLate(event, offered, offer, granted));
  readonly takeLate: Store["takeLate"] = (event) =>
    this.#write("counters", `LATE#${event}`, 1, () => this.inner.takeLate(event));
  readonly returnLate: Store["returnLate"] = (event, offer) =>
    this.#write("counters", `LATE#${event}`, 1, () => this.inner.returnLate(event, offer));
  readonly readPlace: Store["readPlace"] = (event, visitor) =>
    this.#read(1, this.inner.readPlace(event, visitor));
  // A place is alone under its key, and so is a visitor's admission: only their table can be too small.
  readonly takePlace: Store["takePlace"] = (event, visitor, place, expiresAt) =>
    this.#write("positions", undefined, 1, () => {
      this.placeWrites += 1;
      return this.inner.takePlace(event, visitor, place, expiresAt);
    });
  readonly movePlace: Store["movePlace"] = (event, visitor, move) =>
    this.#write("positions", undefined, 1, () => this.inner.movePlace(event, visitor, move));
  readonly admitOnce: Store["admitOnce"] = (event, visitor, position, expiresAt) =>
    this.#write("positions", undefined, 1, () => this.inner.admitOnce(event, visitor, position, expiresAt));
  readonly readAdmitted: Store["readAdmitted"] = (event, visitor) =>
    this.#read(1, this.inner.readAdmitted(event, visitor));
  readonly readSession: Store["readSession"] = (event, position, shards) =>
    this.#read(1, this.inner.readSession(event, position, shards));
  readonly claim: Store["claim"] = (event, session, shards) =>
    this.#write("positions", sessionKey(event, session.position, shards), 1, () =>
      this.inner.claim(event, session, shards),
    );
  readonly renew: Store["renew"] = (event, renewal, shards) =>
    this.#write("positions", sessionKey(event, renewal.position, shards), 1, () =>
      this.inner.renew(event, renewal, shards),
    );
  readonly endSession: Store["endSession"] = (event, end, shards) =>
    this.#write("positions", sessionKey(event, end.position, shards), 1, () =>
      this.inner.endSession(event, end, shards),
    );
  readonly countBucket: Store["countBucket"] = async (event, bucket, now, shards) => {
    const count = await this.inner.countBucket(event, bucket, now, shards);
    this.readUnits += Math.max(1, Math.ceil((count.claimed * sessionBytes) / readUnitBytes));
    return count;
  };
  readonly countClaimed: Store["countClaimed"] = async (event, from, to, shards) => {
    const claimed = await this.inner.countClaimed(event, from, to, shards);
    this.readUnits += Math.max(1, Math.ceil((claimed * sessionBytes) / readUnitBytes));
    return claimed;
  };

  #read<Answer>(units: number, answer: Promise<Answer>): Promise<Answer> {
    this.readUnits += units;
    return answer;
  }

  #write<Answer>(
    table: Table,
    name: string | undefined,
    units: number,
    write: () => Promise<Answer>,
  ): Promise<Answer> {
    const now = this.clock.now();
    const key = name === undefined ? undefined : this.#key(name);
    const taken = (key?.bucket.take(now, units) ?? true) && this.#tables[table].take(now, units);
    if (!taken) {
      this.throttled += 1;
      return Promise.reject(new StoreError("throttled"));
    }
    this.writes[table] += units;
    if (key !== undefined) countSecond(key, Math.floor(now / 1_000), units);
    return write();
  }

  #key(name: string): Key {
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const { keyWrites } = this.limits;
    const made = { bucket: new TokenBucket(keyWrites, keyWrites), second: 0, writes: 0, peak: 0 };
    this.#keys.set(name, made);
    return made;
  }
}

function countSecond(key: Key, second: number, units: number): void {
  key.writes = key.second === second ? key.writes + units : units;
  key.second = second;
  key.peak = Math.max(key.peak, key.writes);
}

function sessionKey(event: string, position: number, shards: number): string {
  return `S#${event}#${String(Math.floor(position / 1_024))}#${String(position % shards)}`;
}
