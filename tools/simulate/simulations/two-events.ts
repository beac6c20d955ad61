import { steady } from "../model/arrivals";
import { admissionShape, outcomeOf, type CrowdOutcome } from "../world/outcome";
import { runWorld } from "../world/world";
import { crowdOf, planOf, rushOfMillion } from "./plans";
import { atMost, never, type Options, type Simulation, type SimulationResult } from "./simulation";

const burning = 200_000;
const calm = 12_000;

export const twoEventsSimulation: Simulation = {
  id: "SIM-7",
  name: "two-events",
  title: "two on-sales share everything; one of them is on fire, the other must not notice",
  visitors: burning + calm,
  run,
};

async function run({ scale, seed, progress }: Options): Promise<SimulationResult> {
  const quiet = {
    ...crowdOf(scale, calm, 20, 20_000, { arrivals: steady(300) }),
    event: "quiet-evening",
  };
  const fire = {
    ...crowdOf(scale, burning, 200, 100_000, { arrivals: rushOfMillion }),
    event: "autumn-tour",
  };
  const horizonMs = 900_000;
  const outcomeWith = async (crowds: (typeof quiet)[], from: number) => {
    const world = await runWorld(planOf(seed, crowds, { horizonMs }), (second) => {
      progress(from + second / (horizonMs / 500));
    });
    const [first] = outcomeOf(world).crowds as [CrowdOutcome];
    return first;
  };
  const alone = await outcomeWith([quiet], 0);
  const beside = await outcomeWith([quiet, fire], 0.5);
  const pace = (crowd: CrowdOutcome) => admissionShape(crowd, 60, 600).mean;
  const paceChange = Math.abs(pace(beside) / pace(alone) - 1) * 100;
  const longerWait = (beside.waitMs.median - alone.waitMs.median) / 1_000;
  return {
    figures: { besidePaceChange: paceChange, besideWaitChangeSeconds: longerWait },
    verdicts: [
      atMost("change of the quiet event's admissions a second", paceChange, 2, "%"),
      atMost("its median wait is longer by", longerWait, 3, "s"),
      never("its positions given out twice", beside.duplicates),
      never("its visitors who were refused", beside.refused),
    ],
  };
}
