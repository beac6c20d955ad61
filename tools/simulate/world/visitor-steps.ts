import { retryDelayMs } from "../../../functions/waiting-page/logic/retry";
import { served } from "../../../functions/waiting-room/line/segment";
import { nextPoll, standing, timeOf } from "../../../functions/waiting-room/status/poll";
import type { StatusDocument } from "../../../functions/waiting-room/status/document";
import { StoreError } from "../../../functions/waiting-room/store/store";
import { join } from "../../../functions/waiting-room/visit/join";
import type { EdgeCache } from "../model/edge-cache";
import type { Wheel } from "../model/wheel";
import { does, fate, type Crowd } from "./crowd";
import { Inside } from "./inside";
import type { Platform } from "./platform";
import type { Tally } from "./tally";

/** From a page's decision to the function's: half a round trip. */
const networkMs = 30;

/** A page looks at the line once in so long, each at its own moment. */
const beatMs = 1_000;

/** How a visitor of one on-sale behaves: joins, looks at the status as the page does, claims its turn. */
export class VisitorSteps {
  readonly #inside: Inside;

  constructor(
    private readonly crowd: Crowd,
    private readonly deps: {
      readonly platform: Platform;
      readonly wheel: Wheel;
      readonly cache: EdgeCache<StatusDocument>;
      readonly tally: Tally;
      readonly status: () => Promise<StatusDocument>;
    },
  ) {
    this.#inside = new Inside(crowd, deps);
  }

  /** The visitor's next step, now. */
  step(index: number): Promise<void> | undefined {
    const next = this.crowd.next[index] ?? does.nothing;
    switch (next) {
      case does.arrive:
        return this.#join(index);
      case does.look:
      case does.peek:
        return this.#look(index);
      case does.claim:
        return this.#claim(index);
      case does.stay:
        return this.#inside.step(index);
      default:
        return undefined;
    }
  }

  async #join(index: number): Promise<void> {
    const { crowd } = this;
    const { platform, tally } = this.deps;
    if (crowd.isTurnedAway(index)) {
      this.#end(index, fate.refused);
      return;
    }
    tally.joinRequests += 1;
    const place = { visitor: crowd.visitor(index), device: crowd.device(index) };
    const result = await platform
      .request(async ({ views, positions }) => {
        const view = await views.read(crowd.plan.event);
        if (view === undefined) throw new StoreError("unreadable");
        return join(view, place, { store: platform.store, clock: platform.time, positions });
      })
      .catch(retryable);
    if (result === "refused") this.#retry(index, does.arrive);
    else if (result.kind === "clock") throw new Error("a clock that cannot be wrong is");
    else if (result.kind === "joined") this.#numbered(index, result.place.position);
    else this.#end(index, fate.refused);
  }

  #numbered(index: number, position: number): void {
    const { crowd } = this;
    const { platform, tally } = this.deps;
    const now = platform.time.elapsed;
    crowd.position[index] = position;
    crowd.numberedAt[index] = now + platform.serviceMs;
    crowd.attempts[index] = 0;
    tally.joined += 1;
    const waitMs = (position / crowd.plan.config.rate) * 1_000;
    if (crowd.isNoShow[index] === 1) crowd.leavesAt[index] = now + crowd.random() * waitMs;
    this.#next(index, crowd.isHidden[index] === 1 ? does.peek : does.look, networkMs);
  }

  #look(index: number): Promise<void> | undefined {
    const { cache, platform, status } = this.deps;
    const place = index % platform.plan.cachePlaces;
    const document = cache.fresh(place, platform.time.elapsed);
    if (document !== undefined) {
      this.#decide(index, document);
      return undefined;
    }
    return cache.fill(place, platform.time.elapsed, status).then((filled) => {
      this.#decide(index, filled);
    });
  }

  #decide(index: number, document: StatusDocument): void {
    const { crowd } = this;
    const { platform, tally } = this.deps;
    const { elapsed } = platform.time;
    const isPeek = crowd.next[index] === does.peek;
    if (!isPeek) tally.polls += 1;
    const held = platform.time.now() - document.now;
    const position = crowd.position[index] ?? 0;
    const there = standing(document, position, timeOf(document, held));
    if (there.state === "ended") tally.learntAt = Math.max(tally.learntAt, elapsed);
    if (there.state === "ended") this.#end(index, fate.told);
    else if (there.state === "open") this.#end(index, fate.passed);
    else if (there.state === "lapsed") this.#end(index, fate.lapsed);
    else if (elapsed >= (crowd.leavesAt[index] ?? 0)) this.#end(index, fate.left);
    else if (isPeek) this.#peeked(index, there.state, there.soonestMs);
    else if (there.state === "called" || there.state === "late") this.#next(index, does.claim, networkMs);
    else {
      const poll = nextPoll(document, there, { hidden: false, random: crowd.random() }) ?? 0;
      const turnIn = untilTurn(document, position, platform.time.now());
      if (turnIn <= poll) this.#next(index, does.claim, turnIn + crowd.random() * beatMs + networkMs);
      else this.#next(index, does.look, poll);
    }
  }

  /** A hidden page asks nothing: this is only how the simulation learns when its turn is. */
  #peeked(index: number, state: string, soonestMs: number): void {
    const { crowd } = this;
    if (state === "waiting") this.#next(index, does.peek, Math.max(1_000, soonestMs / 2));
    else {
      crowd.isHidden[index] = 0;
      this.#next(index, does.look, crowd.random() * 300_000);
    }
  }

  async #claim(index: number): Promise<void> {
    const { crowd } = this;
    const { platform, tally } = this.deps;
    if (platform.time.elapsed >= (crowd.leavesAt[index] ?? 0)) {
      this.#end(index, fate.left);
      return;
    }
    tally.admitRequests += 1;
    const result = await this.#inside.claim(index).catch(retryable);
    if (result === "refused") this.#retry(index, does.claim);
    else if (result.kind === "notYet" || result.kind === "lateWait")
      this.#next(index, does.claim, result.retryAfterMs * (1 + crowd.random() / 4));
    else if (result.kind === "lapsed") this.#end(index, fate.lapsed);
    else if (result.kind === "ended") this.#end(index, fate.told);
    else if (result.kind !== "admitted") throw new Error(`a claim was answered with ${result.kind}`);
  }

  #retry(index: number, step: number): void {
    const { crowd } = this;
    const attempts = crowd.attempts[index] ?? 0;
    crowd.attempts[index] = Math.min(255, attempts + 1);
    this.#next(index, step, retryDelayMs(attempts + 1, crowd.random()));
  }

  #next(index: number, step: number, inMs: number): void {
    const { platform, wheel } = this.deps;
    this.crowd.next[index] = step;
    wheel.set(this.crowd.offset + index, platform.time.elapsed + Math.max(1, inMs));
  }

  #end(index: number, how: number): void {
    const { crowd } = this;
    crowd.next[index] = does.nothing;
    crowd.fate[index] = how;
    crowd.endedAt[index] = this.deps.platform.time.elapsed;
    this.deps.tally.settled += 1;
  }
}

/** The line the page already has may call the position before the next poll. */
function untilTurn({ line }: StatusDocument, position: number, now: number): number {
  if (position > line.cap || line.slope <= 0) return Number.POSITIVE_INFINITY;
  return Math.ceil(((position - served(line, now)) / line.slope) * 1_000);
}

/** A page repeats what the store could not do; anything else is a fault of the simulation. */
function retryable(error: unknown): "refused" {
  if (error instanceof StoreError) return "refused";
  throw error;
}
