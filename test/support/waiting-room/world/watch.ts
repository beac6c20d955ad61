import {
  clockSkewMs,
  maxViewAgeMs,
  claimTimeoutMs,
  settlingMs,
} from "../../../../functions/waiting-room/bounds";
import { positionAt } from "../../../../functions/waiting-room/line/history";
import { markTime } from "../../../../functions/waiting-room/line/place";
import { served, type Segment } from "../../../../functions/waiting-room/line/segment";
import type { Control, EventRecord, Session } from "../../../../functions/waiting-room/store/records";
import type { Store } from "../../../../functions/waiting-room/store/store";
import { anEvent } from "../an-event";
import type { VirtualTime } from "../virtual-clock";

interface Published {
  readonly segment: Segment;
  readonly at: number;
  replacedAt: number;
}

/** Positions that were promised when the operator lowered the capacity may still be claimed above it. */
interface Lowered {
  readonly at: number;
  readonly from: number;
  promisedUpTo: number;
  /** Late slots that were on offer may be taken until a tick that knows the order has replaced them. */
  heardAt: number;
}

/** A decision on an old line is acted upon no later than this after the line was replaced. */
const actedUponMs = maxViewAgeMs + claimTimeoutMs;

/** Sees every write that reaches the store, at the true time, and notes what must never happen. */
export class Watch {
  readonly violations: string[] = [];
  readonly published: Published[] = [];
  maxInside = 0;
  claims = 0;
  lateClaims = 0;
  /** Claims after which the room was full. */
  filled = 0;
  #control: Control | undefined;
  #capacity: number;
  #lowered: Lowered | undefined;
  readonly #holding = new Map<number, Session>();
  readonly #leaving = new Set<number>();

  constructor(
    private readonly time: VirtualTime,
    private readonly record: () => EventRecord,
    capacity: number,
  ) {
    this.#capacity = capacity;
  }

  get control(): Control | undefined {
    return this.#control;
  }

  /** The same store, watched. */
  over(store: Store): Store {
    const watched: Pick<Store, "claim" | "renew" | "endSession" | "writeControl"> = {
      claim: async (event, session, shards) => {
        const result = await store.claim(event, session, shards);
        if (result === "claimed") this.#claimed(session);
        return result;
      },
      renew: async (event, renewal, shards) => {
        const session = await store.renew(event, renewal, shards);
        if (session !== undefined) this.#inside(session, "renewal");
        return session;
      },
      endSession: async (event, end, shards) => {
        const result = await store.endSession(event, end, shards);
        const isGivenUp = end.keepsSlot !== true && !this.#leaving.has(end.position);
        if (result === "ended" && isGivenUp) this.#holding.delete(end.position);
        return result;
      },
      writeControl: async (event, next, read) => {
        const result = await store.writeControl(event, next, read);
        const control = await store.readControl(event);
        if (result === "written" && control !== undefined) this.#publish(control);
        return result;
      },
    };
    return new Proxy(store, {
      get: (target, name) => {
        const own: unknown = Reflect.get(watched, name);
        if (own !== undefined) return own;
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
  }

  /** A visitor who says to leave keeps the admission, or a copy of it: the gate lets it in until it is over. */
  leaves(position: number): void {
    this.#leaving.add(position);
  }

  capacityChanged(to: number): void {
    if (to < this.#capacity) {
      const from = Math.max(this.#capacity, this.#lowered?.from ?? 0);
      this.#lowered = {
        at: this.time.now(),
        from,
        promisedUpTo: this.#control?.capMax ?? 0,
        heardAt: Number.POSITIVE_INFINITY,
      };
    } else if (this.#lowered !== undefined && to >= this.#lowered.from) this.#lowered = undefined;
    this.#capacity = to;
  }

  /** When the line first passed a position for whoever's clock is off by `offset`; nothing if it has not. */
  calledAt(position: number, offset = 0): number | undefined {
    const current = this.published.at(-1);
    if (current === undefined || served(current.segment, this.time.now() + offset) < position)
      return undefined;
    for (const { segment, at, replacedAt } of this.published) {
      const end = Math.min(replacedAt, this.time.now());
      if (served(segment, end + offset) < position) continue;
      if (served(segment, at + offset) >= position) return at;
      return segment.t0 - offset + ((position - segment.S0) * 1_000) / segment.slope;
    }
    return undefined;
  }

  #publish(control: Control): void {
    const before = this.#control;
    const now = this.time.now();
    const last = this.published.at(-1);
    if (last !== undefined) last.replacedAt = now;
    this.published.push({ segment: control.segment, at: now, replacedAt: Number.POSITIVE_INFINITY });
    this.#control = control;
    // A tick that began before the order may still end after it.
    if (this.#lowered !== undefined && now < this.#lowered.at + settlingMs) {
      this.#lowered.promisedUpTo = control.capMax;
    } else if (this.#lowered !== undefined) {
      this.#lowered.heardAt = Math.min(this.#lowered.heardAt, now);
    }
    if (control.segment.cap < control.segment.S0) this.#never("the cap is below the line");
    if (before === undefined) return;
    for (const mark of ["fence", "version", "capMax", "sequence", "firstBucket"] as const) {
      if (control[mark] < before[mark]) this.#never(`${mark} falls`);
    }
    if (control.segment.S0 < before.segment.S0) this.#never("the line goes back");
  }

  #claimed(session: Session): void {
    const now = this.time.now();
    const { position, visitor } = session;
    this.claims += 1;
    if (session.late) this.lateClaims += 1;
    for (const other of this.#holding.values()) {
      if (other.visitor === visitor && other.expiresAt > now) this.#never(`${visitor} is inside twice`);
    }
    this.#inside(session, "claim");
    const recent = this.published.filter(({ replacedAt }) => replacedAt >= now - actedUponMs);
    const reach = Math.max(...recent.map(({ segment }) => served(segment, now + clockSkewMs)));
    if (position > reach) this.#never(`${String(position)} is admitted before the line has passed`);
    if (this.#control === undefined) return;
    const { graceMs } = this.record().config;
    const over = positionAt(this.#control.history, markTime(this.#control, now) - graceMs - settlingMs);
    if (position <= over) this.#never(`${String(position)} is admitted after its place has lapsed`);
  }

  #inside(session: Session, why: "claim" | "renewal"): void {
    const now = this.time.now();
    const before = this.#holding.get(session.position)?.expiresAt ?? 0;
    // What has been handed out lasts, whatever the store says later.
    this.#holding.set(session.position, { ...session, expiresAt: Math.max(session.expiresAt, before) });
    let inside = 0;
    for (const [position, { expiresAt }] of this.#holding) {
      // The gate that is the furthest behind lets a session in for longest.
      if (expiresAt > now - clockSkewMs) inside += 1;
      else this.#holding.delete(position);
    }
    this.maxInside = Math.max(this.maxInside, inside);
    if (inside >= this.#capacity) this.filled += 1;
    if (inside > this.#limitFor(session, why)) {
      this.#never(`${String(inside)} inside after the ${why} of ${String(session.position)}`);
    }
  }

  #limitFor({ position, late }: Session, why: "claim" | "renewal"): number {
    const lowered = this.#lowered;
    if (lowered === undefined) return this.#capacity;
    const promised = why === "renewal" || (!late && position <= lowered.promisedUpTo);
    const unheard = this.time.now() < lowered.heardAt + settlingMs;
    return promised || unheard ? lowered.from : this.#capacity;
  }

  #never(what: string): void {
    this.violations.push(`at ${String(this.time.now())}: ${what} (event ${anEvent})`);
  }
}
