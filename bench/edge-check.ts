import crypto from "crypto";
import { tagOf } from "../functions/waiting-room/tokens/device-tag";
import { checkToken, type Hmac } from "../functions/waiting-room/tokens/token";

/* Bundled for njs like the gate. */

const hmac: Hmac = (key, data) => crypto.createHmac("sha256", key).update(data).digest("base64url");

/** What the gate does for an admission: the tag of the device, and the token's check. */
export function check(
  token: string,
  deviceSecret: string,
  entry: { readonly keys: Readonly<Record<string, string>>; readonly kfp: string },
  now: number,
): boolean {
  const device = tagOf({ mode: "device", deviceSecret, userAgent: "", network: "" }, entry.kfp, hmac);
  const expected = { type: "a1" as const, event: "concert-a", keys: entry.keys, now, device };
  return checkToken(token, expected, hmac).kind === "valid";
}
