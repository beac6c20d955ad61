import { both, steady } from "../model/arrivals";
import { outcomeOf, type CrowdOutcome } from "../world/outcome";
import { runWorld } from "../world/world";
import { crowdOf, planOf } from "./plans";
import { amount, atMost, never, type Options, type Simulation, type SimulationResult } from "./simulation";

const dripSeconds = 3_600;
const idleSeconds = 600;
const dripping = 20 * dripSeconds;
const burst = 5_000;
const visitors = dripping + burst;
const rate = 50;
/** What was saved up in idle time would come at once. */
const watchedSeconds = 30;

export const dripSimulation: Simulation = {
  id: "SIM-3",
  name: "drip",
  title: (scale) =>
    `${amount(20 * scale)} people a second for an hour, nobody for ten minutes, then ${amount(Math.round(burst * scale))} at once`,
  visitors,
  run,
};

async function run({ scale, seed, progress }: Options): Promise<SimulationResult> {
  const burstSecond = dripSeconds + idleSeconds;
  const crowd = crowdOf(scale, visitors, rate, 100_000, {
    arrivals: both(dripping / visitors, steady(dripSeconds), steady(1, burstSecond)),
  });
  const horizonMs = 5_400_000;
  const world = await runWorld(planOf(seed, [crowd], { horizonMs, routing: "random" }), (second) => {
    progress(second / (horizonMs / 1_000));
  });
  const [event] = outcomeOf(world).crowds as [CrowdOutcome];
  const most = mostOverPace(event.admissions.slice(burstSecond, burstSecond + watchedSeconds), rate * scale);
  return {
    figures: {
      gapsDrip: event.gaps,
      burstOverPace: most,
      leasesPerVisitorDrip: outcomeOf(world).leasesPerVisitor,
    },
    verdicts: [
      atMost("positions nobody got", event.gaps * 100, 2.5, "%"),
      atMost("the most that anybody was overtaken by", event.overtaking.maxMs / 1_000, 2, "s", true),
      // A tick's worth, and what chance adds to people who come one by one: three deviations.
      atMost(
        "admissions of the burst beyond the rate",
        most / (rate * scale),
        2 + 3 * Math.sqrt(watchedSeconds / (rate * scale)),
        "s",
        true,
      ),
      never("positions given out twice", event.duplicates),
      never("visitors whose place was lost", event.lapsed),
    ],
  };
}

/** The most admissions, from any second on, beyond what the rate allows in the time since. */
function mostOverPace(admissions: readonly number[], rate: number): number {
  let over = 0;
  let most = 0;
  for (const count of admissions) {
    over = Math.max(0, over + count - rate);
    most = Math.max(most, over);
  }
  return most;
}
