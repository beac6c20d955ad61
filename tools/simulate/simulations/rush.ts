import { outcomeOf, type CrowdOutcome } from "../world/outcome";
import { runWorld } from "../world/world";
import { crowdOf, planOf, rushOfMillion } from "./plans";
import {
  atLeast,
  atMost,
  never,
  theMillion,
  timed,
  type Options,
  type Simulation,
  type SimulationResult,
} from "./simulation";

const visitors = 1_000_000;

/** Rate and capacity of the on-sale that the performance table is about. */
export const rushRate = 500;
export const rushCapacity = 200_000;

export const rushSimulation: Simulation = {
  id: "SIM-1",
  name: "rush",
  title: (scale) => `${theMillion(scale)} people in a minute, from the first click to the last order`,
  visitors,
  run,
};

async function run({ scale, seed, progress }: Options): Promise<SimulationResult> {
  const crowd = crowdOf(scale, visitors, rushRate, rushCapacity, {
    arrivals: rushOfMillion,
    config: { firstLease: 32 },
  });
  const started = performance.now();
  const world = await runWorld(planOf(seed, [crowd]), (_, settled) => {
    progress(settled / crowd.visitors);
  });
  const wallSeconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage();
  const outcome = outcomeOf(world);
  const [event] = outcome.crowds as [CrowdOutcome];
  const few = await originWith(Math.min(1_000, crowd.visitors), seed);
  const perMillion = (outcome.usd * 1_000_000) / crowd.visitors;
  const unsettled = event.visitors - event.admitted - event.left - event.lapsed - event.told - event.refused;
  return {
    figures: {
      leasesPerVisitor: outcome.leasesPerVisitor,
      writesPerJoin: outcome.placeWritesPerJoin + outcome.leasesPerVisitor,
      hottestWrites: outcome.hottest.writes,
      numberingP99Seconds: event.numbering.p99Ms / 1_000,
      pollsPerMinute: event.pollsPerMinute,
      pollsPerVisitor: event.polls / event.visitors,
      originWithShield: event.statusOrigin.withShield,
      originWithoutShield: event.statusOrigin.withoutShield,
      originWithShieldFew: few.withShield,
      originWithoutShieldFew: few.withoutShield,
      overtakingMaxSeconds: event.overtaking.maxMs / 1_000,
      overtakingMedianSeconds: event.overtaking.medianMs / 1_000,
      duplicates: event.duplicates,
      gaps: event.gaps,
      environments: outcome.environments,
      admitted: event.admitted,
      medianWaitSeconds: event.waitMs.median / 1_000,
      usdPerMillion: perMillion,
      mostInside: event.mostInside,
    },
    timings: {
      wallSeconds,
      processorSeconds: (user + system) / 1_000_000,
      megabytes: process.resourceUsage().maxRSS / 1_024,
    },
    verdicts: [
      atMost("counter writes per visitor", outcome.leasesPerVisitor, 0.04),
      atMost("database writes per join", outcome.placeWritesPerJoin + outcome.leasesPerVisitor, 1.05),
      atMost("writes a second of the hottest item", outcome.hottest.writes, 900),
      atMost("99 of 100 have their number after", event.numbering.p99Ms / 1_000, 1, "s"),
      atMost("status requests per waiting minute", event.pollsPerMinute, 2.1, "", true),
      atMost(
        "status requests a second at the origin, with a shield",
        event.statusOrigin.withShield,
        2,
        "",
        true,
      ),
      atMost("the same without a shield", event.statusOrigin.withoutShield, 30, "", true),
      atMost("the most that anybody was overtaken by", event.overtaking.maxMs / 1_000, 2, "s", true),
      atMost("half were overtaken by no more than", event.overtaking.medianMs / 1_000, 1.1, "s"),
      never("positions given out twice", event.duplicates),
      atMost("positions nobody got", event.gaps * 100, 2.5, "%"),
      never("people over capacity", Math.max(0, event.mostInside - event.capacity)),
      never("visitors whose place was lost", event.lapsed + event.refused),
      never("visitors still waiting at the end", unsettled),
      atLeast(
        "admitted of those who stayed",
        (event.admitted / (event.visitors - event.left)) * 100,
        100,
        "%",
        true,
      ),
      atMost("cost per million visitors", perMillion, 80, "$"),
      timed(atMost("this simulation's own time", wallSeconds, 60, "s")),
      timed(atMost("this simulation's own memory", process.resourceUsage().maxRSS / 1_024, 1_536, "MB")),
    ],
  };
}

/** The load at the origin when only few people wait. */
async function originWith(visitors: number, seed: number): Promise<CrowdOutcome["statusOrigin"]> {
  const crowd = crowdOf(1, visitors, rushRate / 1_000, rushCapacity, { arrivals: rushOfMillion });
  const world = await runWorld(planOf(seed, [crowd], { horizonMs: 300_000 }));
  const [event] = outcomeOf(world).crowds as [CrowdOutcome];
  return event.statusOrigin;
}
