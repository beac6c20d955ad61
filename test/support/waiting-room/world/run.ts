import type { EventConfig } from "../../../../functions/waiting-room/event/config";
import { tick } from "../../../../functions/waiting-room/control/tick";
import { MemoryStore } from "../../../../functions/waiting-room/store/memory";
import type { EventRecord } from "../../../../functions/waiting-room/store/records";
import { StoreError, type Store } from "../../../../functions/waiting-room/store/store";
import { aConfig, anEvent, aRecord, beginning } from "../an-event";
import { Killed } from "../faulty-store";
import { VirtualTime } from "../virtual-clock";
import { visit, type Scene } from "./people";
import { randomFrom, type Order, type WorldPlan } from "./plan";
import { Handler, Process, type Surroundings } from "./processes";
import { Watch } from "./watch";

export interface WorldReport {
  /** What must never happen and did. */
  readonly violations: readonly string[];
  readonly watch: Watch;
}

/** Lives through a plan on a store in memory, with the handlers' and the controller's own code. */
export async function liveThrough(plan: WorldPlan): Promise<WorldReport> {
  const time = new VirtualTime(beginning);
  const memory = new MemoryStore();
  const random = randomFrom(plan.seed);
  const config = aConfig(plan.config);
  await memory.createEvent(anEvent, aRecord(config));
  await memory.seal(anEvent);
  let record: EventRecord = { ...aRecord(config), version: 1 };
  const watch = new Watch(time, () => record, config.capacity);
  const store = watch.over(memory);
  const end = beginning + plan.lengthMs;
  const around: Surroundings = { time, store, random, faults: plan.faults, slowness: plan.slowness };
  const handlers = plan.offsets.handlers.map((offset) => new Handler(around, offset));
  const scene: Scene = { time, watch, handlers, random, config, end };
  const failures: unknown[] = [];
  const start = (life: Promise<void>) => {
    life.catch((error: unknown) => failures.push(error));
  };
  plan.offsets.controllers.forEach((offset, index) => {
    start(control(new Process(around, offset), String(index), scene));
  });
  for (const life of arrivals(plan, scene, memory)) start(life);
  for (const { at, order } of plan.orders) {
    start(
      time.sleepUntil(beginning + at).then(async () => {
        record = await obey(order, store);
        watch.capacityChanged(record.config.capacity);
      }),
    );
  }
  await time.runUntil(end);
  if (failures.length > 0) throw failures[0];
  return { violations: watch.violations, watch };
}

/** Ticks, more or less in time: twice, not at all for a while, frozen or killed in the middle. */
async function control(process: Process, name: string, { time, random, config, end }: Scene): Promise<void> {
  let lives = 0;
  while (time.now() < end) {
    const owner = `${name}-${String(lives)}`;
    const run = async (as: string) => {
      const store = process.storeUntil(Number.POSITIVE_INFINITY, Math.ceil(random() * 20_000));
      try {
        await tick(anEvent, { store, clock: process.clock, owner: as });
      } catch (error) {
        if (error instanceof Killed) lives += 1;
        else if (!(error instanceof StoreError)) throw error;
      }
    };
    const chance = random();
    const twice = chance < 0.1 ? [run(owner), run(chance < 0.05 ? owner : `${owner}-twin`)] : [run(owner)];
    await Promise.race([Promise.all(twice), time.sleep(10_000)]);
    const missing = random() < 0.04 ? random() * 40_000 : 0;
    await time.sleep(config.tickMs * (0.6 + 0.6 * random()) + missing);
  }
}

/** Positions are taken in small blocks, and some are given to nobody. */
function* arrivals(plan: WorldPlan, scene: Scene, memory: MemoryStore): Generator<Promise<void>> {
  const { random, time, config } = scene;
  const block: number[] = [];
  const next = async (): Promise<number> => {
    if (block.length === 0) {
      const size = 1 + Math.floor(random() * 4);
      const sequence = await memory.lease(anEvent, size, Number.MAX_SAFE_INTEGER);
      if (typeof sequence === "string") throw new Error(sequence);
      for (let back = size - 1; back >= 0; back -= 1) block.push(sequence.last - back);
    }
    return block.shift() ?? 0;
  };
  for (let index = 0; index < plan.people; index += 1) {
    const at = beginning + Math.floor(random() * plan.rushMs);
    const visitor = `visitor-${String(index)}`.padEnd(22, "-");
    const hesitatesMs = hesitation(plan, config, random);
    const eager = random() < 0.1;
    const atOnce = random() < 0.3 ? 3 : 1;
    const twoNumbers = config.joinStore === "none" && random() < 0.3;
    const arrive = async () => {
      await time.sleepUntil(at);
      const positions = [await next(), ...(twoNumbers ? [await next()] : [])];
      if (hesitatesMs === undefined) return;
      const habits = { hesitatesMs, eager, atOnce };
      await Promise.all(positions.map((position) => visit({ visitor, position, ...habits }, scene)));
    };
    yield arrive();
  }
}

/** Undefined for who never comes. */
function hesitation(
  plan: WorldPlan,
  { promptMs, graceMs }: EventConfig,
  random: () => number,
): number | undefined {
  const kind = random();
  if (kind < plan.noShows) return undefined;
  if (kind < plan.noShows + plan.latecomers) return promptMs - 4_000 + random() * Math.min(60_000, graceMs);
  return random() * promptMs * 0.7;
}

async function obey({ kind, ...rest }: Order["order"], store: Store): Promise<EventRecord> {
  const record = await store.readEvent(anEvent);
  if (record === undefined) throw new Error("the event is there");
  const { version, ...standing } = record;
  const next = { ...standing, ...changed(record, kind, "value" in rest ? rest.value : 0) };
  await store.updateEvent(anEvent, next, version);
  return { ...next, version: version + 1 };
}

function changed(
  { mode, config }: EventRecord,
  kind: Order["order"]["kind"],
  value: number,
): Partial<Pick<EventRecord, "mode" | "config">> {
  if (kind === "pause") return mode === "QUEUE" ? { mode: "PAUSED" } : {};
  if (kind === "resume") return mode === "PAUSED" ? { mode: "QUEUE" } : {};
  return { config: { ...config, [kind]: value } };
}
