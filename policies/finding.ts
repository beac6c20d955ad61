import type { Severity } from "./policy";

/** One result of judging a stack. */
export interface Finding {
  readonly policy: string;
  /** `info` tells, the others ask for something; policies never use it. */
  readonly severity: Severity | "info";
  /** Null where it concerns the stack as a whole. */
  readonly urn: string | null;
  readonly path: string | null;
  readonly message: string;
  readonly status: "open" | "excepted" | "notApplicable";
  /** Why it is excepted or not applicable; null where it is open. */
  readonly reason: string | null;
}
