import type { MonitorOptions } from "./answered";
import { OfflineMonitor } from "./monitor";
import { runtime, useTransforms, withoutDebugNotes } from "./pulumi-internals";
import { unwrap } from "./wire-values";
import type { Resource } from "./resource";

/** What a program registered, and what went wrong on the way. */
export interface Evaluation {
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** In words; empty where the program ran as it would on the engine. */
  readonly problems: readonly string[];
}

let queue: Promise<unknown> = Promise.resolve();

/**
 * Runs a program on the offline monitor until nothing is under way any more.
 *
 * Pulumi's runtime keeps one program per process, so that calls wait for each other.
 */
export function evaluate(run: () => unknown, options: MonitorOptions): Promise<Evaluation> {
  const result = queue.then(() => evaluateNow(run, options));
  queue = result.catch(() => undefined);
  return result;
}

async function evaluateNow(run: () => unknown, options: MonitorOptions): Promise<Evaluation> {
  const monitor = new OfflineMonitor(options);
  const rejections: string[] = [];
  const { stuck, release } = watch((message) => rejections.push(message));
  const withDebugNotes = withoutDebugNotes();
  try {
    runtime.setMockOptions(monitor, options.project, options.stack, options.mode === "preview");
    useTransforms(monitor);
    // eslint-disable-next-line @typescript-eslint/require-await -- turns what the program throws into a rejection
    const finished = runtime.runInPulumiStack(async () => run()).then(() => runtime.waitForRPCs());
    await Promise.race([finished, stuck]);
    await quiet(() => rejections.length);
  } catch (error) {
    rejections.push(messageOf(error));
    await quiet(() => rejections.length);
  } finally {
    withDebugNotes();
    release();
  }
  const problems = [...new Set([...monitor.problems, ...rejections])];
  return {
    resources: monitor.resources,
    outputs: unwrap(monitor.stackOutputs).value as Evaluation["outputs"],
    problems,
  };
}

/** Resolves once several turns of the event loop have brought no further rejection: one failure causes others. */
async function quiet(count: () => number): Promise<void> {
  const enough = 10;
  for (let turns = 0, seen = count(); turns < enough; turns += 1) {
    await new Promise(setImmediate);
    if (count() > seen) [turns, seen] = [0, count()];
  }
}

/**
 * Notes what would otherwise reach nobody but the process: an error inside an `apply`, and a value that never comes.
 * After either, whatever waits for it would wait for ever, so `stuck` ends the wait.
 */
function watch(note: (message: string) => void): { stuck: Promise<void>; release: () => void } {
  const others = process.listeners("unhandledRejection");
  const { promise: stuck, resolve } = Promise.withResolvers<undefined>();
  const onRejection = (reason: unknown) => {
    note(messageOf(reason));
    resolve(undefined);
  };
  const onIdle = () => {
    note("the program waits for a value that never comes");
    resolve(undefined);
  };
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", onRejection);
  process.once("beforeExit", onIdle);
  const release = () => {
    process.removeListener("unhandledRejection", onRejection);
    process.removeListener("beforeExit", onIdle);
    for (const other of others) process.on("unhandledRejection", other);
  };
  return { stuck, release };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
