/**
 * Whether a pattern covers a text: `*` stands for any run of characters, slashes among them, `?` for exactly one.
 *
 * CloudFront's behaviours and the load balancer's rules have the same two wildcards.
 */
export function covers(pattern: string, text: string): boolean {
  const source = pattern.replaceAll(/[^\w/-]/g, (character) => {
    if (character === "*") return "[^]*";
    return character === "?" ? "[^]" : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return new RegExp(`^${source}$`, "u").test(text);
}

/**
 * Whether a behaviour of this path pattern takes a path that is `normalised` already. Case matters; the slash at the
 * start may be left out.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function takes(pattern: string, path: string): boolean {
  const absolute = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : `/${pattern}`;
  return covers(absolute, path);
}

/**
 * The path by which CloudFront chooses a behaviour: escapes of what needs none undone, repeated slashes one, dot
 * segments followed. Functions and origins get the path as it was sent, so that behaviour and origin may read it in
 * two ways. An escaped slash stays escaped: it is part of a segment.
 *
 * The documentation names RFC 3986 (sections 6.2.2 and 5.2.4) and repeated slashes, which are no part of it, and does
 * not say which comes first. Here slashes do.
 */
export function normalised(path: string): string {
  const decoded = path.replaceAll(/%[\da-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
  });
  return withoutDots(decoded.replaceAll(/\/{2,}/g, "/"));
}

function withoutDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split("/").slice(1);
  segments.forEach((segment, index) => {
    if (segment === "..") kept.pop();
    else if (segment !== ".") kept.push(segment);
    // What ends in dots names a folder.
    const isLast = index === segments.length - 1;
    if (isLast && (segment === "." || segment === "..")) kept.push("");
  });
  return `/${kept.join("/")}`;
}
