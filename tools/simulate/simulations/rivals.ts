import { steady } from "../model/arrivals";
import { seeded } from "../model/random";
import { naiveCost, solutionCost } from "../rivals/cost";
import { sharedNumbers } from "../rivals/queue-batches";
import { runStepped, type SteppedPlan } from "../rivals/stepped";
import { shapeOf } from "../world/measures";
import { admissionShape, outcomeOf, type CrowdOutcome } from "../world/outcome";
import { usualCrowd } from "../world/plan";
import { runWorld } from "../world/world";
import { crowdOf, planOf, rushOfMillion } from "./plans";
import { rushRate } from "./rush";
import { amount, atMost, never, type Options, type Simulation, type SimulationResult } from "./simulation";

const visitors = 200_000;
const rate = 200;
const silent = { fromMs: 480_000, toMs: 540_000 };

export const rivalsSimulation: Simulation = {
  id: "SIM-9",
  name: "rivals",
  title: (scale) =>
    `${amount(rate * scale)} people a second beside a counter that steps once a minute, and the AWS solution`,
  visitors,
  run,
};

async function run({ scale, seed, progress }: Options): Promise<SimulationResult> {
  const crowd = crowdOf(scale, visitors, rate, 200_000, { arrivals: steady(60) });
  const plan = planOf(seed, [crowd], { horizonMs: 900_000, controllerSilent: silent });
  const world = await runWorld(plan, (second) => {
    progress(second / 900);
  });
  const [event] = outcomeOf(world).crowds as [CrowdOutcome];
  const ours = admissionShape(event, 120, 420);
  const away = admissionShape(event, 480, 540);
  const stepped = steppedAt(seed, Math.round(visitors * scale), steady(60), rate * scale);
  const naive = shapeOf(stepped.naive.admissions, 120, 420);
  const lost = Math.max(0, (1 - away.mean / ours.mean) * 60 * ours.mean);
  return {
    figures: {
      paceError: Math.abs(ours.mean / (rate * scale) - 1),
      unevenness: ours.unevenness,
      peakOverMean: ours.peak,
      lostInSilentMinute: lost,
      naiveUnevenness: naive.unevenness,
      naivePeakOverMean: naive.peak,
      naivePaceError: Math.abs(naive.mean / (rate * scale) - 1),
      ...(await rushOfRivals(seed, scale)),
    },
    series: [
      { name: "Line", values: event.admissions },
      { name: "a step each minute", values: [...stepped.naive.admissions.slice(0, 900)] },
      { name: "AWS solution", values: [...stepped.solution.admissions.slice(0, 900)] },
    ],
    verdicts: [
      atMost(
        "admissions a second, off the rate over 5 minutes",
        paceErrorOf(ours.mean, rate * scale) * 100,
        1,
        "%",
      ),
      atMost("deviation over mean of a second", ours.unevenness, 0.1),
      atMost("99th percentile over mean of a second", ours.peak, 1.25),
      // Chance alone moves a minute's admissions by their root.
      atMost(
        "people lost while the controller is away for a minute",
        lost,
        3 * Math.sqrt(60 * ours.mean),
        "",
        true,
      ),
      never("positions given out twice", event.duplicates),
    ],
  };
}

function paceErrorOf(mean: number, target: number): number {
  return Math.abs(mean / target - 1);
}

/** The on-sale of the performance table as the two others would run it. */
async function rushOfRivals(seed: number, scale: number): Promise<Record<string, number>> {
  const people = Math.round(1_000_000 * scale);
  const { naive, solution } = steppedAt(seed, people, rushOfMillion, rushRate * scale);
  return Promise.resolve({
    naiveNumberingSeconds: naive.numberedSeconds,
    naivePollsPerMinute: naive.polls / naive.waitingMinutes,
    naiveMostInside: naive.mostInside,
    solutionPollsPerMinute: solution.polls / solution.waitingMinutes,
    solutionShared: sharedNumbers(people, 10, 0.000_1, seeded(seed, "deletes")),
    naiveUsdPerMillion: (naiveCost({ visitors: people, polls: naive.polls }) * 1_000_000) / people,
    solutionUsdPerMillion: (solutionCost({ visitors: people, polls: solution.polls }) * 1_000_000) / people,
    naiveOriginRps: people / 5,
  });
}

function steppedAt(seed: number, people: number, arrivals: SteppedPlan["arrivals"], perSecond: number) {
  const plan: SteppedPlan = {
    seed,
    visitors: people,
    arrivals,
    numberingPerSecond: 1_000,
    step: Math.max(1, Math.round(perSecond * 60)),
    pollMs: 5_000,
    requestsPerPoll: 1,
    noShow: usualCrowd.noShow,
    stay: usualCrowd.stay,
    vanish: usualCrowd.vanish,
    sessionMs: 300_000,
  };
  return {
    naive: runStepped(plan),
    solution: runStepped({ ...plan, numberingPerSecond: 10_000, pollMs: 3_000, requestsPerPoll: 2 }),
  };
}
