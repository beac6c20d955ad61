/* Runs in CloudFront Functions: see tokens/token.ts for what that forbids. */

/**
 * Whether a browser that is sent to this path stays on the site. Two slashes or a backslash at the start name another
 * host, and browsers drop tabs and line breaks before they look.
 */
export function isOwnPath(path: string): boolean {
  return /^\/(?!\/)[!-[\]-~]*$/.test(path);
}
