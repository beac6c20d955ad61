import type { Store } from "../../../functions/waiting-room/store/store";

const reads: ReadonlySet<string> = new Set([
  "clockOffset",
  "listEvents",
  "readEvent",
  "readSequence",
  "readControl",
  "readLate",
  "readPlace",
  "readSession",
  "countBucket",
  "countClaimed",
  "readAdmitted",
] satisfies (keyof Store)[]);

/** The same store, and the names of the writes that were asked of it. */
export function recordingStore(store: Store): { readonly store: Store; readonly writes: string[] } {
  const writes: string[] = [];
  const recording = new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function" || typeof name !== "string") return value;
      return (...args: unknown[]): unknown => {
        if (!reads.has(name)) writes.push(name);
        return Reflect.apply(value, target, args);
      };
    },
  });
  return { store: recording, writes };
}
