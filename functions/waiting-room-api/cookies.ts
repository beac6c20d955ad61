import type { ApiRequest } from "./http";

/** The device's secret: 128 bits that only the browser and we know. */
export const deviceCookie = "__Host-vwr_d";

/** The admission token, where no script can read it. */
export const admissionCookie = "__Host-vwr_a";

/** The longest a browser keeps a cookie (RFC 6265bis): asking for more is of no use. */
const longestSec = 400 * 86_400;

const deviceSecret = /^[A-Za-z0-9_-]{22}$/;

/**
 * `__Host-` binds a cookie to this host and to HTTPS, so that no neighbour's page can set it. Lax, since a visitor may
 * come back by a link from elsewhere.
 */
export function setCookie(name: string, value: string, maxAgeMs: number): string {
  const seconds = Math.max(0, Math.min(longestSec, Math.floor(maxAgeMs / 1_000)));
  return `${name}=${value}; Max-Age=${String(seconds)}; Path=/; Secure; HttpOnly; SameSite=Lax`;
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
