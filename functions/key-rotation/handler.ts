import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { readAsked, type Asked } from "./asked";
import { runRound, type Done, type RoundDeps } from "./round";

/** What whoever invokes the function is told. */
export interface Answer {
  readonly done: readonly string[];
  /** Id of the key that signs. */
  readonly current: string;
  readonly entriesWritten: number;
  readonly entriesDeleted: number;
}

/** What of Powertools' metrics is used here. */
interface Figures {
  addMetric(name: string, unit: typeof MetricUnit.Seconds | typeof MetricUnit.Count, value: number): unknown;
}

/**
 * Runs a round for the event the function was invoked with.
 *
 * @throws Error on an event that is no order, and if a part of the round failed; what it could do is done all the same.
 */
export async function rotateKeys(event: unknown, deps: RoundDeps, metrics: Figures): Promise<Answer> {
  const asked = readAsked(event);
  const done = await runRound(asked, deps);
  metrics.addMetric("RingAge", MetricUnit.Seconds, done.ringAgeMs / 1_000);
  metrics.addMetric("EntriesWritten", MetricUnit.Count, done.entriesWritten);
  metrics.addMetric("KeyRotated", MetricUnit.Count, done.steps.includes("key changed") ? 1 : 0);
  if (done.problem !== undefined) throw done.problem;
  const { current, entriesWritten, entriesDeleted } = done;
  return { done: [...done.steps, ...notDone(asked, done)], current, entriesWritten, entriesDeleted };
}

/** An order that was not followed says why. */
function notDone(asked: Asked, { steps }: Done): readonly string[] {
  if (asked.kind === "drop" && !steps.includes("key dropped")) return ["there is no such key in the ring"];
  if (asked.kind === "rotate" && !steps.includes("rotation begun")) {
    return ["no rotation begun: one is under way, or live tokens still need every key there is room for"];
  }
  return [];
}
