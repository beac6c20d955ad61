import { isDatabaseNotReady } from "../database-not-ready";
import type { Report } from "../report";
import { type Deps, reconcile, type Reconciled, type Reconciliation } from "./reconcile";
import type { Section } from "./snapshot";

/** What a reconciliation has done; it waits for tables that have not been made yet, and had nothing to do. */
export type ReconcilerResult = Reconciled & { readonly waitsFor?: "the migrations" };

/**
 * Reconciles, and tells of what is not as it should be. A reconciliation of all sections that had to stop is gone on
 * with by the next of all, so that each section has its turn however many there are. Only this process remembers where.
 */
export function reconcilerOf(
  deps: Deps & { readonly report: Pick<Report, "databaseNotReady" | "reconciliationCutShort"> },
): (asked: Reconciliation, until: number) => Promise<ReconcilerResult> {
  let stoppedAfter: Section | undefined;
  return async (asked, until) => {
    const isOfAll = asked.sections === undefined && asked.after === undefined;
    const after = isOfAll ? stoppedAfter : asked.after;
    // Should this one fail, the next begins anew: else what lies before would wait for as long as it fails.
    if (isOfAll) stoppedAfter = undefined;
    try {
      const result = await reconcile({ ...asked, after }, until, deps);
      if (isOfAll) stoppedAfter = result.stoppedAfter;
      if (result.stoppedAfter !== undefined) deps.report.reconciliationCutShort(result.stoppedAfter);
      return result;
    } catch (error) {
      if (!isDatabaseNotReady(error)) throw error;
      deps.report.databaseNotReady(error);
      return { checked: 0, repaired: 0, waitsFor: "the migrations" };
    }
  };
}
