import { outcomeOf, type CrowdOutcome, type WorldOutcome } from "../world/outcome";
import type { WorldPlan } from "../world/plan";
import { runWorld } from "../world/world";
import { crowdOf, planOf, rushOfMillion } from "./plans";
import {
  amount,
  atMost,
  never,
  theMillion,
  type Options,
  type Simulation,
  type SimulationResult,
} from "./simulation";

const inProduction = 1_000_000;
const inStaging = 50_000;

/**
 * What the platform's documents ask for: the throttles of the stage. Production's tables are warmed for the rush, as an
 * operator is told to; in staging nobody does.
 */
export const throttledSimulation: Simulation = {
  id: "SIM-8",
  name: "throttled",
  title: (scale) =>
    `a rush against the documented limits: ${amount(5_000 * scale)} requests a second in production, ${amount(200 * scale)} in staging`,
  visitors: inProduction + inStaging,
  run,
};

async function run({ scale, seed, progress }: Options): Promise<SimulationResult> {
  const limited = async (
    visitors: number,
    rate: number,
    limits: Partial<WorldPlan>,
    from: number,
  ): Promise<WorldOutcome> => {
    const crowd = crowdOf(scale, visitors, rate, 200_000, {
      arrivals: rushOfMillion,
      config: { firstLease: 32 },
    });
    const horizonMs = 420_000;
    const world = await runWorld(planOf(seed, [crowd], { ...limits, horizonMs }), (second) => {
      progress(from + second / (horizonMs / 500));
    });
    return outcomeOf(world);
  };
  const production = await limited(inProduction, 500, { api: throttle(5_000 * scale), environments: 100 }, 0);
  // 20 environments are good for 200 requests a second, whatever the stage says.
  const staging = await limited(
    inStaging,
    100 / 60,
    { api: throttle(200 * scale), environments: 20, store: cold },
    0.5,
  );
  const [prod] = production.crowds as [CrowdOutcome];
  const [small] = staging.crowds as [CrowdOutcome];
  return {
    figures: {
      throttledNumberingSeconds: prod.numbering.p99AtMs / 1_000,
      throttledNumberingLastSeconds: prod.numbering.lastMs / 1_000,
      stagingNumberingSeconds: small.numbering.p99AtMs / 1_000,
      throttledRefused: production.refused,
    },
    verdicts: [
      atMost(
        `99 of 100 of ${theMillion(scale)} have a number after`,
        prod.numbering.p99AtMs / 1_000,
        240,
        "s",
      ),
      never("positions given out twice", prod.duplicates + small.duplicates),
      never("visitors without a number", prod.visitors - prod.numbered + small.visitors - small.numbered),
      atMost("the most that anybody was overtaken by", prod.overtaking.maxMs / 1_000, 2, "s", true),
    ],
  };
}

/** A second's worth at once, and at least one request. */
function throttle(perSecond: number): NonNullable<WorldPlan["api"]> {
  return { perSecond, burst: Math.max(1, perSecond) };
}

/** A new on-demand table. */
const cold = { keyWrites: 1_000, tableWrites: 4_000 };
