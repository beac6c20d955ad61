import { steady } from "../model/arrivals";
import { outcomeOf, type CrowdOutcome } from "../world/outcome";
import { runWorld } from "../world/world";
import { crowdOf, planOf, rushOfMillion } from "./plans";
import {
  atMost,
  never,
  theMillion,
  type Options,
  type Simulation,
  type SimulationResult,
} from "./simulation";

const visitors = 1_000_000;
const horizonMs = 70_000;

/** Only the joining: the rest of the day is the rush's. */
export const flatSimulation: Simulation = {
  id: "SIM-2",
  name: "flat",
  title: (scale) =>
    `${theMillion(scale)} people evenly over a minute, and a rush, when requests go to any idle environment`,
  visitors,
  run,
};

async function run({ scale, seed, progress }: Options): Promise<SimulationResult> {
  const flat = crowdOf(scale, visitors, 500, 200_000, { arrivals: steady(60), config: { firstLease: 32 } });
  const crowds = [flat, { ...flat, arrivals: rushOfMillion }];
  const outcomes: CrowdOutcome[] = [];
  const worlds = [];
  for (const [index, crowd] of crowds.entries()) {
    const world = await runWorld(planOf(seed, [crowd], { horizonMs, routing: "random" }), (second) => {
      progress((index + second / 70) / crowds.length);
    });
    const outcome = outcomeOf(world);
    worlds.push(outcome);
    outcomes.push(...outcome.crowds);
  }
  const [even, rushed] = worlds;
  const most = (figure: (crowd: CrowdOutcome) => number) => Math.max(...outcomes.map(figure));
  return {
    figures: {
      leasesPerVisitorFlat: even?.leasesPerVisitor ?? Number.NaN,
      leasesPerVisitorRandom: rushed?.leasesPerVisitor ?? Number.NaN,
      hottestWritesFlat: even?.hottest.writes ?? Number.NaN,
      hottestWritesRandom: rushed?.hottest.writes ?? Number.NaN,
      environmentsRandom: rushed?.environments ?? Number.NaN,
      overtakingMaxSecondsRandom: most(({ overtaking }) => overtaking.maxMs) / 1_000,
      overtakingMedianSecondsRandom: most(({ overtaking }) => overtaking.medianMs) / 1_000,
      gapsRandom: most(({ gaps }) => gaps),
    },
    verdicts: [
      atMost("counter writes per visitor, evenly", even?.leasesPerVisitor ?? Number.NaN, 0.04),
      atMost("counter writes per visitor, in a rush", rushed?.leasesPerVisitor ?? Number.NaN, 0.04),
      atMost("writes a second of the hottest item, evenly", even?.hottest.writes ?? Number.NaN, 900),
      atMost("writes a second of the hottest item, in a rush", rushed?.hottest.writes ?? Number.NaN, 900),
      atMost(
        "the most that anybody was overtaken by",
        most(({ overtaking }) => overtaking.maxMs) / 1_000,
        2,
        "s",
        true,
      ),
      never(
        "positions given out twice",
        most((crowd) => crowd.duplicates),
      ),
      atMost("positions nobody got", most(({ gaps }) => gaps) * 100, 2.5, "%"),
      never(
        "visitors without a number",
        most((crowd) => crowd.visitors - crowd.numbered),
      ),
    ],
  };
}
