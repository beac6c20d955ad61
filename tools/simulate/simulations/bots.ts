import { outcomeOf, type CrowdOutcome } from "../world/outcome";
import type { Crowd } from "../world/crowd";
import { fate } from "../world/crowd";
import type { CrowdPlan } from "../world/plan";
import { runWorld, type World } from "../world/world";
import { crowdOf, planOf, rushOfMillion } from "./plans";
import { atMost, never, type Options, type Simulation, type SimulationResult } from "./simulation";

const visitors = 100_000;
const farm = { share: 0.3, devices: 50 };

export const botsSimulation: Simulation = {
  id: "SIM-10",
  name: "bots",
  title: "three of ten joins come from 50 machines, without and with a limit of joins for each",
  visitors: 2 * visitors,
  run,
};

async function run({ scale, seed, progress }: Options): Promise<SimulationResult> {
  const worldWith = (bots: CrowdPlan["bots"] & object, from: number): Promise<World> => {
    const crowd = crowdOf(scale, visitors, 200, 40_000, { arrivals: rushOfMillion, bots });
    return runWorld(planOf(seed, [crowd]), (_, settled) => {
      progress(from + settled / crowd.visitors / 2);
    });
  };
  const free = await worldWith(farm, 0);
  const limited = await worldWith({ ...farm, joinsEach: 10 }, 0.5);
  const [event] = outcomeOf(limited).crowds as [CrowdOutcome];
  const [before, after] = [free, limited].map(({ happenings }) => botShare(happenings[0]?.crowd));
  return {
    figures: { botShareFree: before ?? Number.NaN, botShareLimited: after ?? Number.NaN },
    verdicts: [
      atMost("admissions that went to bots, joins limited", (after ?? Number.NaN) * 100, 1, "%"),
      never("positions given out twice", event.duplicates),
      never("people over capacity", Math.max(0, event.mostInside - event.capacity)),
    ],
  };
}

/** Share of the admitted that is automated. */
function botShare(crowd: Crowd | undefined): number {
  let admitted = 0;
  let bots = 0;
  for (const [index, one] of crowd?.fate.entries() ?? []) {
    if (one !== fate.admitted) continue;
    admitted += 1;
    bots += crowd?.isBot[index] ?? 0;
  }
  return bots / Math.max(1, admitted);
}
