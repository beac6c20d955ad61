import { outcomeOf, type CrowdOutcome } from "../world/outcome";
import { runWorld } from "../world/world";
import { crowdOf, planOf, rushOfMillion } from "./plans";
import { atMost, never, type Options, type Simulation, type SimulationResult } from "./simulation";

const visitors = 400_000;
const soldOutMs = 180_000;
const maxPollMs = 60_000;
/** A second at the place, a second at the shield, and a second until the function reads the change. */
const cachesMs = 3_000;

export const soldOutSimulation: Simulation = {
  id: "SIM-6",
  name: "sold-out",
  title: "everything is sold while more than nine of ten still wait",
  visitors,
  run,
};

async function run({ scale, seed, progress }: Options): Promise<SimulationResult> {
  const crowd = crowdOf(scale, visitors, 200, 80_000, {
    arrivals: rushOfMillion,
    config: { firstLease: 32, poll: { maxMs: maxPollMs } },
  });
  const horizonMs = 300_000;
  const world = await runWorld(planOf(seed, [crowd], { soldOutMs, horizonMs }), (second) => {
    progress(second / (horizonMs / 1_000));
  });
  const [event] = outcomeOf(world).crowds as [CrowdOutcome];
  const learning = (event.learntAtMs - soldOutMs) / 1_000;
  const unaware = event.visitors - event.admitted - event.left - event.told;
  return {
    figures: { toldSoldOut: event.told, learningSeconds: learning },
    verdicts: [
      atMost("the last one learns it after", learning, (maxPollMs + cachesMs) / 1_000, "s", true),
      never("visitors who were not told", unaware),
      never(
        "admissions a minute later",
        event.admissions.slice((soldOutMs + maxPollMs) / 1_000).reduce((sum, count) => sum + count, 0),
      ),
    ],
  };
}
