import type { RunProgram } from "./processes";
import type { Terminal } from "./stage";

/** What the commands need of the machine; tests give their own. */
export interface Around extends Terminal {
  /** The repository's folder. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly run: RunProgram;
  readonly now: () => Date;
  /** Ends early once `interrupted`. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Whether somebody listens on a port of this machine. */
  readonly isTaken: (port: number) => Promise<boolean>;
  /** A question with yes or no; undefined where there is nobody to ask. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
}
