import { StoreError } from "../waiting-room/store/store";
import type { View } from "../waiting-room/view";
import type { ApiDeps } from "./call";

/** A visitor waits no longer than this for a tick that is not for them alone. */
const patienceMs = 400;

/**
 * Runs a tick if nobody has for three of them, so that those who wait move the line themselves.
 *
 * The answer is neither delayed by more than `patienceMs` nor made to fail: what comes of the tick is in the next one.
 */
export async function helpIfOverdue(view: View, { clock, sleep, help }: ApiDeps): Promise<void> {
  const { control, record } = view;
  if (record.mode === "DRAFT" || record.mode === "ENDED") return;
  const age = clock.now() - (control?.tickedAt ?? 0);
  if (age <= 3 * record.config.tickMs) return;
  const helped = help(view).catch((error: unknown) => {
    if (!(error instanceof StoreError)) throw error;
  });
  await Promise.race([helped, sleep(patienceMs)]);
}
