import { seeded, stayMs, type Stay } from "../model/random";
import type { Arrivals } from "../model/arrivals";
import { largest } from "../world/measures";

/** An on-sale as both rivals would run it: positions by a counter, admission in a step each minute. */
export interface SteppedPlan {
  readonly seed: number;
  readonly visitors: number;
  readonly arrivals: Arrivals;
  /** Joins a second that can be numbered. */
  readonly numberingPerSecond: number;
  /** Positions let in each minute. */
  readonly step: number;
  readonly pollMs: number;
  /** Requests of one poll. */
  readonly requestsPerPoll: number;
  readonly noShow: number;
  readonly stay: Stay;
  readonly vanish: number;
  /** How long a session of somebody who vanishes is counted. */
  readonly sessionMs: number;
}

export interface SteppedOutcome {
  /** Seconds from the first arrival until all are numbered. */
  readonly numberedSeconds: number;
  readonly polls: number;
  readonly waitingMinutes: number;
  readonly admissions: Uint32Array;
  readonly inside: Int32Array;
  readonly mostInside: number;
}

const stepMs = 60_000;

/** Who is called by a step enters with the next poll, all of them within one interval. */
export function runStepped(plan: SteppedPlan): SteppedOutcome {
  const random = seeded(plan.seed, "stepped");
  const arrivals = plan.arrivals(plan.visitors, random);
  const steps = Math.ceil(plan.visitors / plan.step) + 2;
  const seconds = (steps * stepMs + plan.stay.capMs + plan.sessionMs) / 1_000;
  const admissions = new Uint32Array(seconds + 60);
  const change = new Int32Array(seconds + 60);
  let numberedAt = 0;
  let polls = 0;
  let waitingMs = 0;
  for (const [index, arrival] of arrivals.entries()) {
    numberedAt = Math.max(arrival, numberedAt + 1_000 / plan.numberingPerSecond);
    const calledAt = Math.max(
      (Math.floor(index / plan.step) + 1) * stepMs,
      Math.ceil(numberedAt / stepMs) * stepMs,
    );
    const leaves = random() < plan.noShow;
    const enteredAt = calledAt + random() * plan.pollMs;
    const waited = (enteredAt - arrival) * (leaves ? random() : 1);
    polls += (waited / plan.pollMs) * plan.requestsPerPoll;
    waitingMs += waited;
    if (leaves) continue;
    const stay = stayMs(plan.stay, random);
    const leftAt = enteredAt + (random() < plan.vanish ? Math.max(stay, plan.sessionMs) : stay);
    add(admissions, enteredAt, 1);
    add(change, enteredAt, 1);
    add(change, leftAt, -1);
  }
  const inside = runningSum(change);
  return {
    numberedSeconds: numberedAt / 1_000,
    polls,
    waitingMinutes: waitingMs / 60_000,
    admissions,
    inside,
    mostInside: largest(inside),
  };
}

function add(perSecond: Uint32Array | Int32Array, atMs: number, amount: number): void {
  const second = Math.floor(atMs / 1_000);
  perSecond[second] = (perSecond[second] ?? 0) + amount;
}

function runningSum(changes: Int32Array): Int32Array {
  let sum = 0;
  return changes.map((change) => (sum += change));
}
