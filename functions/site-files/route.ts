/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

/** Files of this folder have names that others have agreed on, some without an extension (RFC 8615). */
const agreedNames = "/.well-known/";

/**
 * The file behind a path of a site that is files alone. Every address of it is the one page, whose script tells them
 * apart; what ends in an extension is a file of that name, and is missing if there is none.
 */
export function siteFileOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  const isFile = /\.[a-z0-9]+$/i.test(name) || uri.startsWith(agreedNames);
  return isFile ? uri : "/index.html";
}

const ofApi = /^api\./i;

/** Whether this host has the API's paths only: there, no other path is a page. */
export function isApiHost(host: string): boolean {
  return ofApi.test(host);
}
