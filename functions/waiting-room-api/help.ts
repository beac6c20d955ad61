import { needsHelp } from "../waiting-room/control/help";
import type { View } from "../waiting-room/view";
import type { ApiDeps } from "./call";

/** A visitor waits no longer than this for a tick that is not for them alone. */
const patienceMs = 400;

/**
 * Runs a tick if nobody has for too long, so that those who wait move the line themselves.
 *
 * It delays the answer by `patienceMs` at most, and what comes of the tick is in the next one.
 */
export async function helpIfOverdue(view: View, { clock, sleep, help }: ApiDeps): Promise<void> {
  if (!needsHelp(view, clock.now())) return;
  await Promise.race([help(view), sleep(patienceMs)]);
}
