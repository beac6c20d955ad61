import type { Clock } from "./clock";
import type { Lottery } from "./positions/permutation";
import type { Control, EventRecord, Sequence } from "./store/records";
import { StoreError, type Store } from "./store/store";

/** What a process knows of an event, and since when. */
export interface View {
  readonly event: string;
  readonly record: EventRecord;
  /** Absent until the first tick. */
  readonly control: Control | undefined;
  readonly sequence: Sequence;
  /** When reading began: everything in the view was true then or later. Milliseconds since the epoch. */
  readonly readAt: number;
}

/** The lottery once it is drawn; before, and where nobody took part, positions stay what they are. */
export function lotteryOf({ record, sequence }: View): Lottery | undefined {
  if (sequence.sealedAt === undefined || sequence.sealedAt === 0) return undefined;
  return { n: sequence.sealedAt, seed: record.seed };
}

/** Whether a view may be acted upon. One from the future is no younger: the clock has been set back. */
export function isFresh(view: View, now: number, maxAgeMs: number): boolean {
  const age = now - view.readAt;
  return age >= 0 && age <= maxAgeMs;
}

/** Event names come from requests, and unknown ones are remembered too. */
const maxEvents = 256;

const ordinaryAgeMs = 1_000;

/** After a read has failed the store is left alone for so long: an outage is not made worse by those who ask. */
const quietMs = 1_000;

/** A read that is under way is waited for by whoever comes, but not if it should have ended: the process has been frozen. */
const longestReadMs = 2_000;

interface Reading {
  readonly begunAt: number;
  readonly view: Promise<View | undefined>;
  isUnderWay: boolean;
  failedAt?: number;
}

/**
 * Reads of this process: one at a time for an event, however many ask, and none within a second of the last. Who asks
 * within a second of a failure is told of that one, at once.
 */
export class EventView {
  readonly #readings = new Map<string, Reading>();
  readonly #seen = new Map<string, View>();

  constructor(
    private readonly deps: {
      readonly store: Pick<Store, "readEvent" | "readControl" | "readSequence">;
      readonly clock: Clock;
    },
  ) {}

  /**
   * The event as it was at most `maxAgeMs` ago; nothing if there is no such event.
   *
   * @throws StoreError if it had to be read and could not.
   */
  read(event: string, maxAgeMs = ordinaryAgeMs): Promise<View | undefined> {
    const now = this.deps.clock.now();
    const known = this.#readings.get(event);
    if (known !== undefined && answers(known, now, maxAgeMs)) return known.view;
    const reading: Reading = { begunAt: now, view: this.#fetch(event, now), isUnderWay: true };
    keepBounded(this.#readings, event, reading);
    const ended = () => (reading.isUnderWay = false);
    void reading.view.then(ended, () => {
      ended();
      reading.failedAt = this.deps.clock.now();
    });
    return reading.view;
  }

  /** The event as it was last seen, whatever the age: for what must go on while the store is down. */
  lastSeen(event: string): View | undefined {
    return this.#seen.get(event);
  }

  /**
   * The sequence is read after the line. The lottery is drawn before the line starts, so whoever sees a moving line
   * also sees the draw, and never takes a number of the draw for a place in the line.
   */
  async #fetch(event: string, readAt: number): Promise<View | undefined> {
    const { store } = this.deps;
    const [record, control] = await Promise.all([store.readEvent(event), store.readControl(event)]);
    if (record === undefined) return undefined;
    const sequence = await store.readSequence(event);
    if (sequence === undefined) throw new StoreError("unreadable");
    const view: View = { event, record, control, sequence, readAt };
    keepBounded(this.#seen, event, view);
    return view;
  }
}

/** Whether a reading is what somebody is told who asks now. */
function answers({ begunAt, failedAt, isUnderWay }: Reading, now: number, maxAgeMs: number): boolean {
  if (failedAt !== undefined) return now >= failedAt && now - failedAt < quietMs;
  const age = now - begunAt;
  return age >= 0 && age <= (isUnderWay ? Math.max(maxAgeMs, longestReadMs) : maxAgeMs);
}

function keepBounded<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= maxEvents) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
