/** What a path pattern has before its first wildcard, without regard to case: some servers have none. */
export function fixedPartOf(pattern: string): string {
  return (/^[^*?]*/.exec(pattern)?.[0] ?? "").toLowerCase();
}
