import { Refused, refusals } from "./refusals";

/**
 * Whatever hangs, an answer goes out before Lambda ends the function at 3 s, and its process with all it knows. A store
 * that does not answer is told of earlier, by its client; this is the last resort.
 */
const answerWithinMs = 2_500;

/**
 * The answer, if it comes in time. What is still under way is given up: reads and ticks do no harm, and a claim that
 * goes on later finds that its decision no longer stands (`Decision`).
 *
 * @throws Refused if it does not.
 */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Refused(refusals.store, { reason: "late" }));
    }, answerWithinMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
