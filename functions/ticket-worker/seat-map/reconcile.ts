import type { Clock } from "../../waiting-room/clock";
import type { Database } from "../database";
import type { SeatMaps, Shown } from "./seat-maps";
import { readSections, readSnapshots, type Section, type Snapshot } from "./snapshot";

export interface Reconciliation {
  /** Only these; all if absent. */
  readonly sections?: readonly Section[] | undefined;
  /** Those behind this one, in the order of their names: where the run before had to stop. */
  readonly after?: Section | undefined;
}

export interface Reconciled {
  readonly checked: number;
  readonly repaired: number;
  /** The last that was checked, if the time was up before all were. */
  readonly stoppedAfter?: Section;
}

export interface Deps {
  readonly database: Database;
  readonly seatMaps: SeatMaps;
  readonly clock: Clock;
}

/** How many sections are compared at a time. */
const pageSize = 50;

/**
 * Compares the seat maps with the database, and shows anew those that differ: after Redis was down, or has forgotten
 * something, or the database was put back to an older state.
 *
 * @param until when no further sections are begun with, by the clock.
 * @throws if the database or Redis fails; what was repaired stays so.
 */
export async function reconcile(
  { sections, after }: Reconciliation,
  until: number,
  deps: Deps,
): Promise<Reconciled> {
  let [checked, repaired] = [0, 0];
  let last = after;
  for (;;) {
    const page =
      sections === undefined
        ? await deps.database((client) => readSections(client, last, pageSize))
        : sections.slice(checked, checked + pageSize);
    if (page.length === 0) return { checked, repaired };
    if (last !== undefined && deps.clock.now() >= until) return { checked, repaired, stoppedAfter: last };
    repaired += await repair(page, deps);
    checked += page.length;
    last = page.at(-1);
  }
}

/**
 * What is shown is read first. A version is shown only after the database has it, so one that the database does not
 * have yet, although it is read later, is one that it has lost.
 */
async function repair(sections: readonly Section[], { database, seatMaps }: Deps): Promise<number> {
  const shown = await Promise.all(sections.map((section) => seatMaps.read(section)));
  const snapshots = await database((client) => readSnapshots(client, sections));
  const wrong = snapshots.filter((snapshot, index) => differs(snapshot, shown[index]));
  await Promise.all(
    wrong.map((snapshot) => seatMaps.replace(snapshot, shown[snapshots.indexOf(snapshot)]?.version)),
  );
  return wrong.length;
}

function differs({ version, seats }: Snapshot, shown: Shown | undefined): boolean {
  if (shown?.version !== version || shown.seats.length !== seats.length) return true;
  const states = new Map(shown.seats);
  return seats.some(([seat, state]) => states.get(seat) !== state);
}
