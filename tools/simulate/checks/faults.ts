import fc from "fast-check";
import { worldPlans } from "../../../test/support/waiting-room/world/plan";
import { liveThrough } from "../../../test/support/waiting-room/world/run";
import { never, type Options, type Simulation, type SimulationResult } from "../simulations/simulation";

const schedulesAt = (scale: number): number => (scale === 1 ? 1_000 : 100);

/** Random worlds: processes killed before and after any write, clocks apart, stores that throttle, lose or keep silent. */
export const faultsCheck: Simulation = {
  name: "faults",
  title: (scale) => `${String(schedulesAt(scale))} random schedules of faults in small rooms`,
  visitors: 0,
  run,
};

async function run({ seed, progress, scale }: Options): Promise<SimulationResult> {
  const count = schedulesAt(scale);
  const plans = fc.sample(worldPlans, { numRuns: count, seed });
  let violations = 0;
  let claims = 0;
  for (const [index, plan] of plans.entries()) {
    const { violations: found, watch } = await liveThrough(plan);
    violations += found.length;
    claims += watch.claims;
    progress(index / count);
  }
  return {
    figures: { faultSchedules: count, faultViolations: violations, faultClaims: claims },
    verdicts: [never(`violations in ${String(count)} schedules`, violations)],
  };
}
