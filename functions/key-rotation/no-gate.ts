import type { GateSink } from "./gate-sink";

/** Where no gate stands in front of the shop: what it would have to know is kept for this process alone. */
export function noGate(): GateSink {
  const entries = new Map<string, string>();
  return {
    read: () => Promise.resolve({ entries: new Map(entries), version: "" }),
    write: ({ puts, deletes }) => {
      for (const { key, value } of puts) entries.set(key, value);
      for (const key of deletes) entries.delete(key);
      return Promise.resolve("written");
    },
  };
}
