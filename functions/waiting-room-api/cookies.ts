import { deviceCookie } from "../waiting-room/tokens/cookie-names";
import type { ApiRequest } from "./http";

/** The longest a browser keeps a cookie (RFC 6265bis): asking for more is of no use. */
const longestMs = 400 * 86_400_000;

const deviceSecret = /^[A-Za-z0-9_-]{22}$/;

/**
 * `__Host-` binds a cookie to this host and to HTTPS, so that no neighbour's page can set it. Lax, since a visitor may
 * come back by a link from elsewhere.
 */
export function setCookie(name: string, value: string, maxAgeMs: number): string {
  const seconds = Math.floor(Math.max(0, Math.min(longestMs, maxAgeMs)) / 1_000);
  return `${name}=${value}; Max-Age=${String(seconds)}; Path=/; Secure; HttpOnly; SameSite=Lax`;
}

/**
 * The cookie with the device's secret: 128 bits that only the browser and we know. One device has one secret at all
 * events, so no event may shorten its life: its places elsewhere would be lost with it.
 */
export function deviceCookieWith(secret: string): string {
  return setCookie(deviceCookie, secret, longestMs);
}

/** The value of a cookie; a name that is given twice with different values is as good as none. */
export function cookieOf({ cookies }: ApiRequest, name: string): string | undefined {
  const [first, ...others] = cookies.filter((cookie) => cookie.name === name);
  return others.every(({ value }) => value === first?.value) ? first?.value : undefined;
}

/** The device's secret, if it has one that we could have given it. */
export function deviceSecretOf(request: ApiRequest): string | undefined {
  const value = cookieOf(request, deviceCookie);
  return value !== undefined && deviceSecret.test(value) ? value : undefined;
}
