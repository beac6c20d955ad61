import type { Worker } from "../../../functions/ticket-worker/handle-batch";
import { nameOf } from "../../../functions/ticket-worker/report";
import type { SeatMaps, Shown } from "../../../functions/ticket-worker/seat-map/seat-maps";
import { groupOf } from "../../../functions/ticket-events/ticket-event";

/** What a worker has told, in order: what of it, then by what name or reason. */
export type Told = readonly [keyof Worker["report"], ...(readonly string[])];

/** Seat maps in memory, for tests of what comes before them. */
export function memorySeatMaps(): SeatMaps & { readonly shown: ReadonlyMap<string, Shown> } {
  const shown = new Map<string, Shown>();
  return {
    shown,
    replace: (snapshot, lost) => {
      const known = shown.get(groupOf(snapshot))?.version ?? -1;
      if (known > snapshot.version && known !== lost) return Promise.resolve("older");
      shown.set(groupOf(snapshot), { version: snapshot.version, seats: snapshot.seats });
      return Promise.resolve("replaced");
    },
    read: (section) => Promise.resolve(shown.get(groupOf(section))),
  };
}

/** A worker on a database, with the rest in memory unless it is chosen; `told` is what it has told. */
export function aWorker(choices: Pick<Worker, "database"> & Partial<Worker>): Worker & {
  readonly told: readonly Told[];
} {
  const told: Told[] = [];
  return {
    told,
    seatMaps: memorySeatMaps(),
    setAside: () => Promise.resolve(),
    retrySoon: () => Promise.resolve(),
    maxReceives: 5,
    clock: { now: () => performance.now() },
    report: {
      applied: ({ type }, { kind, outcome }) => told.push(["applied", type, kind, outcome]),
      setAside: (_, { reason }) => told.push(["setAside", reason]),
      failed: ({ messageId }) => told.push(["failed", messageId]),
      retriedLate: (error) => told.push(["retriedLate", nameOf(error)]),
      seatMapStale: (section) => told.push(["seatMapStale", groupOf(section)]),
      sessionLeftOpen: ({ bought: { messageId } }) => told.push(["sessionLeftOpen", messageId]),
      databaseNotReady: (error) => told.push(["databaseNotReady", nameOf(error)]),
      reconciliationCutShort: (last) => told.push(["reconciliationCutShort", groupOf(last)]),
    },
    ...choices,
  };
}
