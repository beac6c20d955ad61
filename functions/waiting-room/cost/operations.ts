import { costOf, times, together } from "./cost";
import type { Usage } from "./prices";

/** A request that reaches the origin: CloudFront, a REST API, and 5 ms of a function of 512 MB. */
const originRequest: Usage = { edgeRequest: 1, restRequest: 1, lambdaRequest: 1, lambdaMegabyteMs: 5 * 512 };

/** Bytes of a status document with its headers. */
const statusBytes = 700;

/** Bytes of the page's three files with their headers. */
const pageBytes = 30_000;

/**
 * What each thing that happens takes. Database units are counted apart, as the store saw them.
 *
 * A completion comes from the ticket worker, which runs anyway; a gate check reads the protected paths, the event and its keys.
 */
export const operations = {
  pageLoad: { edgeRequest: 3, transfer: pageBytes },
  statusPoll: { edgeRequest: 1, transfer: statusBytes },
  statusOrigin: { restRequest: 1, lambdaRequest: 1, lambdaMegabyteMs: 5 * 512 },
  join: originRequest,
  admit: originRequest,
  renew: originRequest,
  gateCheck: { edgeFunction: 1, edgeKeyRead: 3 },
  writeUnit: { writeUnit: 1 },
  readUnit: { readUnit: 1 },
} as const satisfies Readonly<Record<string, Usage>>;

export type Operation = keyof typeof operations;

/** How often each thing happened. */
export type Counts = Readonly<Partial<Record<Operation, number>>>;

export interface CostLine {
  readonly operation: Operation;
  readonly count: number;
  /** US dollars. */
  readonly usd: number;
}

export function costLines(counts: Counts): readonly CostLine[] {
  return (Object.entries(counts) as [Operation, number][]).map(([operation, count]) => ({
    operation,
    count,
    usd: costOf(times(operations[operation], count)),
  }));
}

/** US dollars of all that happened. */
export function costOfCounts(counts: Counts): number {
  const used = (Object.entries(counts) as [Operation, number][]).map(([operation, count]) =>
    times(operations[operation], count),
  );
  return costOf(together(...used));
}
