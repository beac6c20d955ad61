import { eventConfigSchema, type EventConfig, type Mode } from "../../../functions/waiting-room/event/config";
import type { Control, EventRecord } from "../../../functions/waiting-room/store/records";

/** When the tests' time begins. */
export const beginning = 1_800_000_000_000;

export const anEvent = "autumn-tour";

export function aConfig(choices: Partial<EventConfig> = {}): EventConfig {
  return eventConfigSchema.parse({ rate: 10, capacity: 100, closeAt: beginning + 86_400_000, ...choices });
}

export function aRecord(config: EventConfig, mode: Mode = "QUEUE"): Omit<EventRecord, "version"> {
  return { mode, config, seed: "5e".repeat(32), enforceFrom: beginning };
}

/** A controller's state in which the line stands at `S0` since the tests' time began. */
export function aControl(state: Partial<Control> & { readonly S0: number }): Control {
  const { S0, ...rest } = state;
  return {
    version: 1,
    fence: 1,
    owner: "controller",
    leaseUntil: beginning + 5_000,
    segment: { S0, t0: beginning, slope: 0, cap: S0 },
    capMax: S0,
    until: beginning + 90_000,
    mode: "QUEUE",
    history: [],
    lateTaken: [],
    offered: 1,
    sequence: 1,
    tickedAt: beginning,
    issued: S0,
    active: 0,
    outcome: { closed: 0, claimed: 0 },
    firstBucket: 0,
    ...rest,
  };
}
