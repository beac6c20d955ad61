import { visitorOf } from "../../../functions/waiting-room/visit/visitor";
import { seeded, type Random } from "../model/random";
import type { CrowdPlan } from "./plan";

/** What a visitor does next. */
export const does = { arrive: 0, look: 1, peek: 2, claim: 3, stay: 4, nothing: 5 } as const;

/** How it went for a visitor in the end, or so far. */
export const fate = { open: 0, admitted: 1, left: 2, lapsed: 3, told: 4, passed: 5, refused: 6 } as const;

/** The visitors of one on-sale, each a row through arrays: a million objects would be slower than what they simulate. */
export class Crowd {
  readonly size: number;
  readonly random: Random;
  readonly next: Uint8Array;
  readonly fate: Uint8Array;
  /** As given out; 0 before. */
  readonly position: Int32Array;
  /** Moments in milliseconds after the start. */
  readonly arrivesAt: Float64Array;
  readonly numberedAt: Float64Array;
  readonly leavesAt: Float64Array;
  readonly admittedAt: Float64Array;
  readonly staysUntil: Float64Array;
  readonly expiresAt: Float64Array;
  readonly endedAt: Float64Array;
  readonly isHidden: Uint8Array;
  readonly isNoShow: Uint8Array;
  readonly isBot: Uint8Array;
  readonly attempts: Uint8Array;
  readonly visitors: string[] = [];
  readonly #joins = new Map<string, number>();

  /** @param offset of its first visitor among the visitors of all crowds. */
  constructor(
    readonly plan: CrowdPlan,
    readonly offset: number,
    seed: number,
  ) {
    const { visitors, event } = plan;
    this.size = visitors;
    this.random = seeded(seed, event);
    this.arrivesAt = plan.arrivals(visitors, this.random);
    this.next = new Uint8Array(visitors).fill(does.arrive);
    this.fate = new Uint8Array(visitors);
    this.position = new Int32Array(visitors);
    this.numberedAt = new Float64Array(visitors).fill(Number.NaN);
    this.leavesAt = new Float64Array(visitors).fill(Number.POSITIVE_INFINITY);
    this.admittedAt = new Float64Array(visitors).fill(Number.NaN);
    this.staysUntil = new Float64Array(visitors);
    this.expiresAt = new Float64Array(visitors);
    this.endedAt = new Float64Array(visitors).fill(Number.NaN);
    this.isNoShow = Uint8Array.from({ length: visitors }, () => (this.random() < plan.noShow ? 1 : 0));
    this.isHidden = Uint8Array.from({ length: visitors }, () => (this.random() < plan.hidden ? 1 : 0));
    const bots = plan.bots?.share ?? 0;
    this.isBot = Uint8Array.from({ length: visitors }, () => (this.random() < bots ? 1 : 0));
    this.attempts = new Uint8Array(visitors);
  }

  /** The visitor's hash, as the server makes it from what the page remembers. */
  visitor(index: number): string {
    return (this.visitors[index] ??= visitorOf(
      this.plan.event,
      `simulated-visitor-${String(index).padStart(8, "0")}`,
    ));
  }

  /** The tag of the visitor's device. A bot farm has few. */
  device(index: number): string {
    const bots = this.isBot[index] === 1 ? this.plan.bots : undefined;
    return bots === undefined ? `d${String(index)}` : `bot${String(index % bots.devices)}`;
  }

  /** Whether the firewall has let this device join as often as it may. */
  isTurnedAway(index: number): boolean {
    const { bots } = this.plan;
    if (bots?.joinsEach === undefined || this.isBot[index] === 0) return false;
    const device = this.device(index);
    const joins = (this.#joins.get(device) ?? 0) + 1;
    this.#joins.set(device, joins);
    return joins > bots.joinsEach;
  }
}
