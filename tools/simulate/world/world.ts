import { tick } from "../../../functions/waiting-room/control/tick";
import { Helper } from "../../../functions/waiting-room/control/help";
import { buildStatus } from "../../../functions/waiting-room/status/build";
import type { StatusDocument } from "../../../functions/waiting-room/status/document";
import { StoreError } from "../../../functions/waiting-room/store/store";
import { Wheel } from "../model/wheel";
import { Crowd } from "./crowd";
import type { WorldPlan } from "./plan";
import { Platform } from "./platform";
import { Tally } from "./tally";
import { VisitorSteps } from "./visitor-steps";

/** An on-sale and everything that its visitors do. */
export interface Happening {
  readonly crowd: Crowd;
  readonly tally: Tally;
}

export interface World {
  readonly plan: WorldPlan;
  readonly platform: Platform;
  readonly happenings: readonly Happening[];
  /** When nobody had anything more to do; milliseconds after the start. */
  readonly endedMs: number;
}

/** Called once a simulated second, with how many visitors have nothing more to do. */
export type Progress = (second: number, settled: number) => void;

const tickMs = 2_000;

/** Runs an on-sale to its end, or to the plan's horizon. */
export async function runWorld(plan: WorldPlan, progress: Progress = () => undefined): Promise<World> {
  const platform = new Platform(plan);
  await platform.open();
  let offset = 0;
  const crowds = plan.crowds.map((crowd) => {
    const made = new Crowd(crowd, offset, plan.seed);
    offset += crowd.visitors;
    return made;
  });
  const wheel = new Wheel(offset, plan.horizonMs);
  const happenings = crowds.map((crowd) => ({ crowd, tally: new Tally(plan.horizonMs) }));
  const steps = happenings.map((happening) => stepsOf(happening, platform, wheel));
  for (const { crowd } of happenings) {
    for (const [index, at] of crowd.arrivesAt.entries()) wheel.set(crowd.offset + index, at);
  }
  const whose = (entity: number) => crowds.findLastIndex((crowd) => crowd.offset <= entity);

  let elapsed = 0;
  for (; elapsed < plan.horizonMs; elapsed += 1) {
    const woken = platform.time.turnTo(elapsed);
    if (woken !== undefined) await woken;
    platform.fleet.turnTo(elapsed);
    wheel.turnTo(elapsed);
    if (elapsed % tickMs === 0) await control(plan, platform);
    if (elapsed === plan.soldOutMs) await platform.end();
    if (elapsed % 1_000 === 0) {
      const settled = happenings.reduce((sum, { tally }) => sum + tally.settled, 0);
      progress(elapsed / 1_000, settled);
      if (settled === offset) break;
    }
    for (let entity = wheel.take(); entity !== undefined; entity = wheel.take()) {
      const which = crowds.length === 1 ? 0 : whose(entity);
      const task = steps[which]?.step(entity - (crowds[which]?.offset ?? 0));
      if (task !== undefined) await platform.time.run(task);
    }
  }
  for (const { crowd, tally } of happenings) {
    tally.issued = (await platform.store.readSequence(crowd.plan.event))?.last ?? 0;
  }
  return { plan, platform, happenings, endedMs: elapsed };
}

/** One tick of every event, as the controller's function runs it. */
async function control(plan: WorldPlan, { time, store }: Platform): Promise<void> {
  const silent = plan.controllerSilent;
  if (silent !== undefined && time.elapsed >= silent.fromMs && time.elapsed < silent.toMs) return;
  for (const { event } of plan.crowds) {
    await time.run(
      tick(event, { store, clock: time, owner: "controller" }).then(
        () => undefined,
        (error: unknown) => {
          if (!(error instanceof StoreError)) throw error;
        },
      ),
    );
  }
}

function stepsOf({ crowd, tally }: Happening, platform: Platform, wheel: Wheel): VisitorSteps {
  const { event } = crowd.plan;
  const cache = platform.caches.get(event);
  if (cache === undefined) throw new Error(`${event} has no cache`);
  const { store, time } = platform;
  const helper = new Helper({ store, clock: time, owner: "helper", random: () => 0.5 });
  const status = async (): Promise<StatusDocument> => {
    const view = await platform.statusViews.read(event);
    const document = view === undefined ? undefined : buildStatus(view, time.now());
    if (view === undefined || document === undefined) throw new StoreError("unreadable");
    await helper.help(view);
    return document;
  };
  return new VisitorSteps(crowd, { platform, wheel, cache, tally, status });
}
