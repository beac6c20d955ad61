import type { Mode, PollPolicy } from "../event/config";
import type { Segment } from "../line/segment";

/**
 * What everybody polls: one document for an event, the same for all, cached for a second.
 *
 * Moments in milliseconds since the epoch, marks in effective positions.
 */
export interface StatusDocument {
  readonly v: 1;
  readonly ev: string;
  readonly now: number;
  readonly mode: Exclude<Mode, "DRAFT">;
  /** `until`: how long the line holds without a new count. */
  readonly line: Segment & { readonly until: number };
  /** Those up to here have lost their slot and wait for a late one. */
  readonly late: number;
  /** Those up to here have lost their place. */
  readonly lapsed: number;
  /** The last position given out. */
  readonly issued: number;
  /** People let in a second. */
  readonly rate: number;
  readonly graceSec: number;
  readonly poll: PollPolicy;
  readonly joinSpreadMs: number;
  /** The lottery: the seed's hash from the start, number of participants and seed once it is drawn. */
  readonly perm?: { readonly commit: string; readonly n?: number; readonly seed?: string };
  readonly openAt?: number;
  readonly msg?: { readonly ko: string; readonly en: string };
  /** Set while nobody counts and the operator chose to go on: the bound on people inside is given up. */
  readonly degraded?: true;
}
