import type { Entry } from "../waiting-room/gate/entry";

/** The gate's entries as they stand, and the version that they stand in. */
export interface GateSnapshot {
  readonly entries: ReadonlyMap<string, string>;
  readonly version: string;
  /** It was read some time ago, and may stand otherwise by now. */
  readonly isRemembered?: true;
}

/** What is to be changed of them. */
export interface GateChanges {
  /** The most urgent first. */
  readonly puts: readonly Entry[];
  /** Keys of entries. */
  readonly deletes: readonly string[];
}

/** Where the gate reads its entries. */
export interface GateSink {
  read(): Promise<GateSnapshot>;
  /**
   * Changes the entries if `seen` is still how they stand. At a conflict a part of the changes may have been made, the
   * first ones; none is made over what somebody else has written.
   */
  write(changes: GateChanges, seen: GateSnapshot): Promise<"written" | "conflict">;
}
