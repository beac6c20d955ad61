import { eventConfigSchema } from "../../../functions/waiting-room/event/config";
import { LeasedPositions } from "../../../functions/waiting-room/positions/lease";
import type { StatusDocument } from "../../../functions/waiting-room/status/document";
import { MemoryStore } from "../../../functions/waiting-room/store/memory";
import { EventView } from "../../../functions/waiting-room/view";
import { EdgeCache } from "../model/edge-cache";
import { Fleet } from "../model/fleet";
import { MeteredStore } from "../model/metered-store";
import { seeded, type Random } from "../model/random";
import { TokenBucket } from "../model/token-bucket";
import { VirtualTime } from "../model/virtual-time";
import type { WorldPlan } from "./plan";

/** One environment of the function, with what it keeps between requests. */
export interface Environment {
  readonly views: EventView;
  readonly positions: LeasedPositions;
}

const serviceMs = 5;

/** What stands between the visitors and the store, all of it modelled but the waiting room's own code. */
export class Platform {
  readonly time = new VirtualTime();
  readonly random: Random;
  readonly store: MeteredStore;
  readonly fleet: Fleet<Environment>;
  readonly caches: ReadonlyMap<string, EdgeCache<StatusDocument>>;
  /** What the ticket worker and the controller see of an event. */
  readonly views: EventView;
  /** What the function that answers with the status sees. */
  readonly statusViews: EventView;
  refused = 0;
  readonly #api: TokenBucket | undefined;
  #sessions = 0;

  constructor(readonly plan: WorldPlan) {
    const { seed, routing, environments, api, store, cachePlaces, crowds, horizonMs } = plan;
    const clock = this.time;
    this.random = seeded(seed, "platform");
    this.store = new MeteredStore(new MemoryStore(), clock, store);
    this.views = new EventView({ store: this.store, clock });
    this.statusViews = new EventView({ store: this.store, clock });
    this.#api = api === undefined ? undefined : new TokenBucket(api.perSecond, api.burst);
    this.caches = new Map(crowds.map(({ event }) => [event, new EdgeCache(cachePlaces, 1_000, horizonMs)]));
    this.fleet = new Fleet({
      routing,
      serviceMs,
      limit: environments,
      random: this.random,
      make: () => ({
        views: new EventView({ store: this.store, clock }),
        positions: new LeasedPositions({
          store: this.store,
          clock,
          random: this.random,
          sleep: clock.sleep,
        }),
      }),
    });
  }

  get serviceMs(): number {
    return serviceMs;
  }

  /** Makes the events and starts their lines, as the operator would. */
  async open(): Promise<void> {
    for (const { event, config } of this.plan.crowds) {
      const closeAt = this.time.at(this.plan.horizonMs * 10);
      await this.store.createEvent(event, {
        mode: "QUEUE",
        config: eventConfigSchema.parse({ ...config, closeAt }),
        seed: "5e".repeat(32),
        enforceFrom: this.time.now(),
      });
    }
  }

  /** Everything is sold: nobody needs to wait any longer. */
  async end(): Promise<void> {
    for (const { event } of this.plan.crowds) {
      const record = await this.store.readEvent(event);
      if (record !== undefined)
        await this.store.updateEvent(event, { ...record, mode: "ENDED" }, record.version);
    }
  }

  /** Serves a request in an environment; `refused` is a 429 of the API, or of a function with all environments busy. */
  async request<Answer>(serve: (environment: Environment) => Promise<Answer>): Promise<Answer | "refused"> {
    const passes = this.#api?.take(this.time.elapsed) ?? true;
    const environment = passes ? this.fleet.route() : undefined;
    if (environment === undefined) {
      this.refused += 1;
      return "refused";
    }
    try {
      return await serve(environment);
    } finally {
      this.fleet.done(environment);
    }
  }

  readonly newSessionId = (): string => `session-${String((this.#sessions += 1)).padStart(12, "0")}`;
}
