import { rush } from "../model/arrivals";
import { usual, usualCrowd, type CrowdPlan, type WorldPlan } from "../world/plan";

/** A million people in a minute, 43,000 of them in its first second: fades to a third after 25.7 s. */
export const rushOfMillion = rush(60, 25.7);

/** @returns the same on-sale for a part of the people: everything that is counted shrinks, everything that lasts stays. */
export function crowdOf(
  scale: number,
  visitors: number,
  rate: number,
  capacity: number,
  more: Pick<CrowdPlan, "arrivals"> & Partial<Omit<CrowdPlan, "config">> & { readonly config?: object },
): CrowdPlan {
  return {
    event: "autumn-tour",
    ...usualCrowd,
    ...more,
    visitors: Math.max(1, Math.round(visitors * scale)),
    config: {
      ...more.config,
      rate: rate * scale,
      capacity: Math.max(1, Math.round(capacity * scale)),
    },
  };
}

export function planOf(seed: number, crowds: readonly CrowdPlan[], more: Partial<WorldPlan> = {}): WorldPlan {
  return { ...usual, seed, crowds, ...more };
}
