import type { RouteName } from "./routes";

/**
 * What is told of a request afterwards: enough to run the thing, nothing of the person. No token, request id, cookie,
 * address or body is in it.
 */
export interface Answered {
  /** Absent for what is no route. */
  readonly route?: RouteName;
  readonly event?: string;
  readonly status: number;
  /** Code of the refusal, or of a 202. */
  readonly code?: string;
  /** Why a token was refused or an answer is out of the ordinary: for the log alone. */
  readonly reason?: string;
  /** What broke, where something did. */
  readonly cause?: unknown;
  readonly durationMs: number;
}

export type Observe = (answered: Answered) => void;
