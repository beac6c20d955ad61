import type { Section, Snapshot } from "./snapshot";

/** What a seat map shows, and of which version of the section. Somebody else may have written into it. */
export interface Shown {
  readonly version: number;
  readonly seats: readonly (readonly [seat: string, state: string])[];
}

/** The seat maps that buyers are shown: a copy of the database, which may be lost at any time. */
export interface SeatMaps {
  /**
   * Shows the whole section as it is in the snapshot; `older` if a newer version is shown already, which stays.
   *
   * @param lost a version that is newer and nevertheless wrong: it is replaced too.
   */
  replace(snapshot: Snapshot, lost?: number): Promise<"replaced" | "older">;
  /** What is shown; nothing if there is no map of the section. Seats are in no order. */
  read(section: Section): Promise<Shown | undefined>;
}
