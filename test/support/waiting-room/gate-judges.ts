import { decideReading } from "../../../functions/admission-gate/decide-reading";
import { admissionCookie, deviceCookie } from "../../../functions/waiting-room/tokens/cookie-names";
import type { KeyRing } from "../../../functions/waiting-room/tokens/key-ring";
import { deviceTag } from "../../../functions/waiting-room/tokens/verify";

const deviceSecret = "A".repeat(22);
const browser = { userAgent: "A browser", address: "192.0.2.17" };

/** The tag of the browser whose requests `gateJudges` shows. */
export function tagOfBrowser(ring: KeyRing): string {
  const { userAgent, address: network } = browser;
  return deviceTag({ mode: "device", deviceSecret, userAgent, network }, ring);
}

/** What the gate makes of a browser that shows this admission for the event's seats, knowing these entries. */
export async function gateJudges(shown: {
  readonly token: string;
  readonly event: string;
  readonly entries: ReadonlyMap<string, string>;
  readonly now: number;
}): Promise<string> {
  const { token, event, entries, now } = shown;
  const cookies: Readonly<Record<string, string>> = {
    [admissionCookie(event)]: token,
    [deviceCookie]: deviceSecret,
  };
  const decision = await decideReading(
    {
      method: "GET",
      uri: `/events/${event}/seats`,
      query: () => "",
      navigation: true,
      ...browser,
      cookies: (name) => (cookies[name] === undefined ? [] : [cookies[name]]),
    },
    (key) => Promise.resolve(entries.get(key)),
    now,
  );
  if (decision.kind === "refuse") return decision.reason;
  if ("x-vwr-sub" in decision.headers) return "admitted";
  return "x-vwr-degraded" in decision.headers ? "degraded" : "passes";
}
