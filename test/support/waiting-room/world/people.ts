import { claimTimeoutMs, clockSkewMs, maxViewAgeMs } from "../../../../functions/waiting-room/bounds";
import type { EventConfig } from "../../../../functions/waiting-room/event/config";
import type { Session } from "../../../../functions/waiting-room/store/records";
import { StoreError } from "../../../../functions/waiting-room/store/store";
import { admit, type AdmitResult } from "../../../../functions/waiting-room/visit/admit";
import { complete } from "../../../../functions/waiting-room/visit/complete";
import { leave } from "../../../../functions/waiting-room/visit/leave";
import { renew } from "../../../../functions/waiting-room/visit/renew";
import type { VirtualTime } from "../virtual-clock";
import type { Handler, Invocation } from "./processes";
import type { Watch } from "./watch";
import type { View } from "../../../../functions/waiting-room/view";

export interface Scene {
  readonly time: VirtualTime;
  readonly watch: Watch;
  readonly handlers: readonly Handler[];
  readonly random: () => number;
  readonly config: EventConfig;
  readonly end: number;
}

export interface Person {
  readonly visitor: string;
  readonly position: number;
  /** Milliseconds between being called and the first claim. */
  readonly hesitatesMs: number;
  /** Asks also before the line has passed. */
  readonly eager: boolean;
  /** How often the ticket is shown at once. */
  readonly atOnce: number;
}

const device = "devicetag01";

/** Waits, claims until somebody decides, and is inside for a while. */
export async function visit(person: Person, scene: Scene): Promise<void> {
  const { time, watch, end } = scene;
  const { position, hesitatesMs, eager } = person;
  let calledAt = watch.calledAt(position);
  while (calledAt === undefined && time.now() < end) {
    if (eager && (await claim(person, scene))?.kind === "admitted") return;
    await time.sleep(eager ? 1_000 : untilCalled(position, scene));
    calledAt = watch.calledAt(position);
  }
  if (calledAt === undefined) return;
  await time.sleepUntil(Math.max(time.now(), calledAt + hesitatesMs));
  for (let first = true; time.now() < end; first = false) {
    const results = await Promise.all(
      Array.from({ length: person.atOnce }, () => claim(person, scene, first ? calledAt : undefined)),
    );
    const result = results.find((one) => one?.kind === "admitted") ?? results[0];
    if (result?.kind === "lapsed" && time.now() + 2 * clockSkewMs < calledAt + scene.config.graceMs) {
      watch.violations.push(`${person.visitor} lost the place within the grace`);
    }
    if (result?.kind === "admitted") return stay(person, result.session, scene);
    if (result?.kind === "over" || result?.kind === "lapsed") return;
    await time.sleep(result?.kind === "notYet" ? 1_000 : 2_000);
  }
}

function untilCalled(position: number, { watch, config }: Scene): number {
  const { control } = watch;
  if (control === undefined) return 1_000;
  const { segment } = control;
  const distance = position - segment.S0;
  return Math.min(5_000, Math.max(250, (distance * 500) / Math.max(segment.slope, config.rate)));
}

async function claim(
  { visitor, position }: Person,
  scene: Scene,
  calledAt?: number,
): Promise<AdmitResult | undefined> {
  const handler = anyHandler(scene);
  const { troubles } = handler;
  const slowest = scene.watch.calledAt(position, -clockSkewMs) ?? Number.POSITIVE_INFINITY;
  const seenByAll = scene.time.now() - maxViewAgeMs > slowest;
  const ticket = { visitor, position, generation: 0, device };
  const result = await asked(handler, (view, invocation) => admit(view, ticket, invocation));
  if (calledAt !== undefined && result !== undefined && handler.troubles === troubles) {
    checkPrompt(visitor, result, { calledAt, seenByAll }, scene);
  }
  if (result?.kind === "mismatch" || result?.kind === "conflict") {
    scene.watch.violations.push(`${visitor} met a ${result.kind}`);
  }
  return result;
}

/** Who claims inside the window, at a process and a store that work, is admitted at the first try. */
function checkPrompt(
  visitor: string,
  result: AdmitResult,
  { calledAt, seenByAll }: { readonly calledAt: number; readonly seenByAll: boolean },
  { time, config, watch }: Scene,
): void {
  // The window is measured by two clocks, that of the controller and that of the handler.
  const inWindow = time.now() + 2 * clockSkewMs < calledAt + config.promptMs;
  const gone = result.kind === "lapsed" || result.kind === "lateWait";
  const lateInstead = result.kind === "admitted" && !result.again && result.session.late;
  if (inWindow && (gone || lateInstead)) watch.violations.push(`${visitor} lost the slot inside the window`);
  if (seenByAll && inWindow && result.kind === "notYet" && config.joinStore === "table") {
    watch.violations.push(`${visitor} was called and is not admitted`);
  }
}

async function stay(person: Person, session: Session, scene: Scene): Promise<void> {
  const { time, random, end, config } = scene;
  const { visitor, position } = person;
  const holder = { visitor, position, device };
  const stays = random() < 0.5 ? 8_000 : config.sessionMaxMs * 1.2;
  const until = time.now() + Math.ceil(random() * stays);
  let { expiresAt } = session;
  const renews = random() < 0.6;
  while (renews && time.now() < Math.min(until, end)) {
    // Some renew early, some at the very end, some a little after it.
    await time.sleepUntil(
      Math.min(until, expiresAt - (random() < 0.5 ? 10_000 : claimTimeoutMs * (2 * random() - 1))),
    );
    if (time.now() >= until) break;
    const renewed = await asked(anyHandler(scene), (view, invocation) => renew(view, holder, invocation));
    if (renewed?.kind === "ended" || renewed?.kind === "maxReached") break;
    if (renewed?.kind === "renewed") expiresAt = renewed.session.expiresAt;
    else await time.sleep(1_000);
    if (random() < 0.3) await claim(person, scene);
  }
  await time.sleepUntil(Math.min(until, end));
  const how = random();
  if (how < 0.4)
    await asked(anyHandler(scene), (view, at) => complete(view, { position }, `${visitor}-done`, at));
  else if (how < 0.8) {
    scene.watch.leaves(position);
    await asked(anyHandler(scene), (view, at) => leave(view, holder, at));
  }
}

function anyHandler({ handlers, random }: Scene): Handler {
  const handler = handlers[Math.floor(random() * handlers.length)];
  if (handler === undefined) throw new Error("a world has handlers");
  return handler;
}

/** The answer, or nothing where the store or the process failed. */
async function asked<T>(
  handler: Handler,
  work: (view: View, invocation: Invocation) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await handler.serve(work);
  } catch (error) {
    if (error instanceof StoreError) return undefined;
    throw error;
  }
}
