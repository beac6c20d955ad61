import { steady } from "../model/arrivals";
import { outcomeOf, utilisation, type CrowdOutcome } from "../world/outcome";
import type { CrowdPlan, WorldPlan } from "../world/plan";
import { runWorld } from "../world/world";
import { crowdOf, planOf } from "./plans";
import type { Options } from "./simulation";

/** An hour in a room for 10,000 that more want to enter than it holds, however fast the line might go. */
export async function fullRoom(
  { scale, seed, progress }: Options,
  who: Pick<CrowdPlan, "noShow" | "hidden"> & Pick<WorldPlan, "controllerSilent">,
): Promise<{ readonly event: CrowdOutcome; readonly utilisation: number }> {
  const { controllerSilent, ...share } = who;
  const crowd = crowdOf(scale, roomVisitors, 100, 10_000, { arrivals: steady(60), ...share });
  const world = await runWorld(
    planOf(seed, [crowd], { ...(controllerSilent && { controllerSilent }) }),
    (second) => {
      progress(second / 3_600);
    },
  );
  const [event] = outcomeOf(world).crowds as [CrowdOutcome];
  return { event, utilisation: utilisation(event, warmSeconds, 3_600) };
}

export const roomVisitors = 300_000;

/** After that the room is as full as it gets. */
const warmSeconds = 600;

/** The longest time nobody was admitted, in seconds, between two moments. */
export function longestStall({ admissions }: CrowdOutcome, fromSecond: number, toSecond: number): number {
  let stall = 0;
  let longest = 0;
  for (const count of admissions.slice(fromSecond, toSecond)) {
    stall = count === 0 ? stall + 1 : 0;
    longest = Math.max(longest, stall);
  }
  return longest;
}
