import { clockSkewMs } from "./bounds";
import type { Store } from "./store/store";

/** Whether this process's clock is too far from the store's to decide anything by it. */
export function clockIsWrong(store: Pick<Store, "clockOffset">): boolean {
  return Math.abs(store.clockOffset()) > clockSkewMs;
}
