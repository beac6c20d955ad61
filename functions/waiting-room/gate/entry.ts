import type { EventConfig } from "../event/config";

/* Runs in CloudFront Functions: see tokens/token.ts for what that forbids. */

/** Where the edge finds which paths are protected. It must be there, if only as an empty list. */
export const routesKey = "r:";

/** When an event's gate stands open. Moments in milliseconds since the epoch. */
export interface GateEntry {
  readonly enforceFrom: number;
  /** Everybody passes until then: what a watchdog writes if the whole platform is down. It is over by itself. */
  readonly openUntil: number;
  /** Closed or open, if the gate cannot judge. */
  readonly fail: "c" | "o";
  readonly fp: EventConfig["fingerprint"];
}

/** What the edge judges an event's admissions with: nothing that could make a ticket or another event's admission. */
export interface KeysEntry {
  /** Derived keys by id. */
  readonly keys: Readonly<Record<string, string>>;
  /** Key of the device tags. */
  readonly kfp: string;
}

/** One pair of the edge's key value store. */
export interface Entry {
  readonly key: string;
  readonly value: string;
}
