import type { View } from "../waiting-room/view";
import type { ApiDeps } from "./call";

/**
 * A visitor waits no longer than this for a tick that is not for them alone. Lambda freezes what still runs after an
 * answer, so it is about as long as a tick of a thousand blocks takes; a longer one goes on with the next request.
 */
const patienceMs = 800;

/**
 * Runs a tick if nobody has for too long, so that those who wait move the line themselves.
 *
 * It delays the answer by `patienceMs` at most, and what comes of the tick is in the next one.
 */
export async function helpIfOverdue(
  view: View,
  { sleep, help }: Pick<ApiDeps, "sleep" | "help">,
): Promise<void> {
  const helping = help(view);
  if (helping !== undefined) await Promise.race([helping, sleep(patienceMs)]);
}
