import { StoreError } from "../../../functions/waiting-room/store/store";
import { admit, type AdmitResult } from "../../../functions/waiting-room/visit/admit";
import { complete } from "../../../functions/waiting-room/visit/complete";
import { renew } from "../../../functions/waiting-room/visit/renew";
import type { View } from "../../../functions/waiting-room/view";
import { stayMs } from "../model/random";
import type { Wheel } from "../model/wheel";
import { does, fate, type Crowd } from "./crowd";
import type { Platform } from "./platform";
import type { Tally } from "./tally";

/** An admission is renewed when so much of it has passed. */
const renewAfter = 2 / 3;

/** What a visitor does once it is their turn: comes in, stays and renews, leaves or just goes. */
export class Inside {
  constructor(
    private readonly crowd: Crowd,
    private readonly deps: { readonly platform: Platform; readonly wheel: Wheel; readonly tally: Tally },
  ) {}

  claim(index: number): Promise<AdmitResult | "refused"> {
    const { crowd } = this;
    const { platform } = this.deps;
    return platform.request(async ({ views }) => {
      const view = known(await views.read(crowd.plan.event));
      const result = await admit(
        view,
        {
          visitor: crowd.visitor(index),
          position: crowd.position[index] ?? 0,
          generation: 0,
          device: crowd.device(index),
        },
        { store: platform.store, clock: platform.time, views, newSessionId: platform.newSessionId },
      );
      if (result.kind === "admitted") this.#enter(index, result.session.expiresAt);
      return result;
    });
  }

  /** Renews, leaves or is counted out, whichever is due. */
  async step(index: number): Promise<void> {
    const { crowd } = this;
    const { elapsed } = this.deps.platform.time;
    if (elapsed >= (crowd.expiresAt[index] ?? 0)) {
      this.#leave(index);
    } else if (elapsed >= (crowd.staysUntil[index] ?? 0)) {
      await this.#complete(index);
    } else {
      await this.#renew(index);
    }
  }

  /** What the ticket worker does: a message it could not work off comes back. */
  async #complete(index: number): Promise<void> {
    const { crowd } = this;
    const { platform, tally } = this.deps;
    const position = crowd.position[index] ?? 0;
    const request = `order-${String(index)}`;
    try {
      const view = known(await platform.views.read(crowd.plan.event));
      await complete(view, { position }, request, { store: platform.store, clock: platform.time });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#next(index, platform.time.elapsed + 1_000 * (1 + crowd.random()));
      return;
    }
    tally.completions += 1;
    this.#leave(index);
  }

  #enter(index: number, expiresAt: number): void {
    const { crowd } = this;
    const { platform, tally } = this.deps;
    const { elapsed } = platform.time;
    crowd.fate[index] = fate.admitted;
    crowd.admittedAt[index] = elapsed;
    const stay = stayMs(crowd.plan.stay, crowd.random);
    const vanishes = crowd.random() < crowd.plan.vanish;
    // Who vanishes never completes: the session is counted until it ends by itself.
    crowd.staysUntil[index] = vanishes ? Number.POSITIVE_INFINITY : elapsed + stay;
    crowd.endedAt[index] = elapsed + stay;
    tally.entered(elapsed);
    this.#until(index, expiresAt);
  }

  async #renew(index: number): Promise<void> {
    const { crowd } = this;
    const { platform, tally } = this.deps;
    tally.renewRequests += 1;
    const holder = {
      visitor: crowd.visitor(index),
      position: crowd.position[index] ?? 0,
      device: crowd.device(index),
    };
    const result = await platform
      .request(async ({ views }) =>
        renew(known(await views.read(crowd.plan.event)), holder, {
          store: platform.store,
          clock: platform.time,
        }),
      )
      .catch((error: unknown) => {
        if (error instanceof StoreError) return "refused" as const;
        throw error;
      });
    if (result === "refused") this.#next(index, platform.time.elapsed + 1_000 * (1 + crowd.random()));
    else if (result.kind === "renewed" || result.kind === "maxReached")
      this.#until(index, result.session.expiresAt);
    // Refused so often that the session was over before it could be renewed.
    else if (result.kind === "ended") this.#leave(index);
    else throw new Error(`a renewal was answered with ${result.kind}`);
  }

  /** Goes on until the session must be renewed, the visitor has finished, or it is over. */
  #until(index: number, expiresAt: number): void {
    const { crowd } = this;
    const { platform } = this.deps;
    const end = expiresAt - platform.time.at(0);
    crowd.expiresAt[index] = end;
    const ttl = end - platform.time.elapsed;
    const renewal = platform.time.elapsed + ttl * renewAfter;
    const isGone = renewal >= (crowd.endedAt[index] ?? 0);
    this.#next(index, Math.min(isGone ? end : renewal, crowd.staysUntil[index] ?? end, end));
  }

  #leave(index: number): void {
    const { crowd } = this;
    const { platform, tally } = this.deps;
    crowd.next[index] = does.nothing;
    crowd.endedAt[index] = platform.time.elapsed;
    tally.left(platform.time.elapsed);
  }

  #next(index: number, at: number): void {
    this.crowd.next[index] = does.stay;
    this.deps.wheel.set(this.crowd.offset + index, Math.max(this.deps.platform.time.elapsed + 1, at));
  }
}

function known(view: View | undefined): View {
  if (view === undefined) throw new StoreError("unreadable");
  return view;
}
