import type { Clock } from "../waiting-room/clock";
import type { GateSink, GateSnapshot } from "./gate-sink";

/** What a process knows of the gate between its runs. */
export interface GateMemory {
  last?: { readonly snapshot: GateSnapshot; readonly readAt: number };
}

/** How long the gate may differ from what is remembered before somebody looks. */
const longestMs = 3_600_000;

/**
 * A gate that is looked at when something is to be changed, and once an hour. A thousand calls to the key value store
 * cost a dollar, so that a look each minute would cost some $90 a month
 * (https://aws.amazon.com/cloudfront/pricing/).
 *
 * Nothing is ever written over what is only remembered: that counts as a conflict, after which the gate is read.
 */
export function rememberedGate(gate: GateSink, clock: Clock, memory: GateMemory = {}): GateSink {
  return {
    async read() {
      const { last } = memory;
      if (last !== undefined && Math.abs(clock.now() - last.readAt) < longestMs) {
        return { ...last.snapshot, isRemembered: true };
      }
      const readAt = clock.now();
      const snapshot = await gate.read();
      memory.last = { snapshot, readAt };
      return snapshot;
    },

    async write(changes, seen) {
      delete memory.last;
      return seen.isRemembered === true ? "conflict" : gate.write(changes, seen);
    },
  };
}
