import { claimTimeoutMs } from "../../../../functions/waiting-room/bounds";
import type { Clock } from "../../../../functions/waiting-room/clock";
import type { Store } from "../../../../functions/waiting-room/store/store";
import { EventView, type View } from "../../../../functions/waiting-room/view";
import { anEvent } from "../an-event";
import { faultyStore, Killed, type Fault } from "../faulty-store";
import type { VirtualTime } from "../virtual-clock";

export interface Surroundings {
  readonly time: VirtualTime;
  readonly store: Store;
  readonly random: () => number;
  readonly faults: number;
  readonly slowness: number;
}

const allFaults: readonly Fault[] = [
  "killed before",
  "killed after",
  "throttled",
  "unavailable",
  "unanswered",
  "lost",
];

/** One of the platform's processes, as far as it sees a store: through its own clock and its own weather. */
export class Process {
  readonly clock: Clock;
  /** Requests that went wrong or took long. */
  troubles = 0;

  constructor(
    readonly around: Surroundings,
    readonly offset: number,
  ) {
    this.clock = around.time.seenWith(() => offset);
  }

  /** The store for as long as one invocation lives. What was sent before its end arrives by its end. */
  storeUntil(deadline: number, freezeMs = 0): Store {
    const { time, store, random, faults, slowness } = this.around;
    return faultyStore(store, {
      fault: () => {
        const fault = time.now() >= deadline ? "killed before" : this.#fault(random() < faults);
        if (fault !== undefined) this.troubles += 1;
        return fault;
      },
      delay: () => {
        const slow = random() < slowness;
        if (slow) this.troubles += 1;
        const frozen = slow && random() < 0.05 ? freezeMs : 0;
        const usual = random() < 0.7 ? 0 : Math.ceil(random() * 30);
        const there = slow ? Math.ceil(random() * (random() < 0.3 ? 2_900 : 1_000)) + frozen : usual;
        const back = slow ? Math.ceil(random() * 500) : 0;
        return { there: Math.max(0, Math.min(there, deadline - time.now())), back };
      },
      sleep: (ms) => time.sleep(ms),
      clockOffset: () => this.offset,
    });
  }

  #fault(happens: boolean): Fault | undefined {
    return happens ? allFaults[Math.floor(this.around.random() * allFaults.length)] : undefined;
  }
}

/** What one request to a handler may use. */
export interface Invocation {
  readonly store: Store;
  readonly clock: Clock;
  readonly views: Pick<EventView, "read">;
  readonly newSessionId: () => string;
}

/** A process that serves requests, with its cached view. Killed, it is followed by another that knows nothing. */
export class Handler extends Process {
  #views = this.#freshViews();
  #seen: View[] = [];
  #sessions = 0;

  /** @returns nothing if the process was killed or the request took too long. */
  async serve<T>(work: (view: View, invocation: Invocation) => Promise<T>): Promise<T | undefined> {
    const { time } = this.around;
    const store = this.storeUntil(time.now() + claimTimeoutMs);
    // Two processes whose clocks are equally wrong must not make the same name.
    const newSessionId = () => `session-${String(this.around.random())}-${String((this.#sessions += 1))}`;
    try {
      const view = await this.#anyView();
      if (view === undefined) return undefined;
      return await work(view, { store, clock: this.clock, views: this.#views, newSessionId });
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.#views = this.#freshViews();
      this.#seen = [];
      return undefined;
    }
  }

  /** The current view; now and then one that was read long ago and handed around since. */
  async #anyView(): Promise<View | undefined> {
    const { time, random } = this.around;
    const view = await this.#views.read(anEvent);
    if (view === undefined) return undefined;
    this.#seen = [...this.#seen.filter(({ readAt }) => readAt > time.now() - 12_000), view];
    return random() < 0.2 ? (this.#seen[Math.floor(random() * this.#seen.length)] ?? view) : view;
  }

  #freshViews(): EventView {
    return new EventView({ store: this.storeUntil(Number.POSITIVE_INFINITY), clock: this.clock });
  }
}
