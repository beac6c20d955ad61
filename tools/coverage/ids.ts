/** The ids that exist: by prefix, in numeric order, so that a range can be spelled out. */
export type IdCatalogue = ReadonlyMap<string, readonly string[]>;

/** What a text cites: ids that exist, and what is wrong with the others. */
export interface Mentions {
  readonly ids: readonly string[];
  readonly problems: readonly string[];
}

const numericOrder = new Intl.Collator("en", { numeric: true });

// An id, alone or as the start of a range: NET-01, NET-01…NET-05, NET-20..28. Trailing letters belong to the
// match, so that a mistyped suffix is an unknown id and not a shorter, valid one.
const mentionPattern =
  /(?<![A-Za-z0-9-])([A-Z]+)-(\d+[A-Za-z]*)(?:(?:…|\.{2,3}|–)(\d+[A-Za-z]*)| ?(?:…|\.{2,3}|–) ?([A-Z]+-\d+[A-Za-z]*))?/g;

export function prefixOf(id: string): string {
  return id.slice(0, id.indexOf("-"));
}

export function catalogueOf(ids: readonly string[]): IdCatalogue {
  return Map.groupBy([...ids].sort(numericOrder.compare), prefixOf);
}

/**
 * Finds every id in a text and spells ranges out.
 *
 * Words that merely look alike (AES-256, UTF-8) have no prefix of ours and are passed over.
 */
export function findMentions(text: string, catalogue: IdCatalogue): Mentions {
  const ids = new Set<string>();
  const problems: string[] = [];

  for (const [mention, prefix = "", number = "", shortEnd, fullEnd] of text.matchAll(mentionPattern)) {
    const siblings = catalogue.get(prefix);
    if (siblings === undefined) continue;

    const first = `${prefix}-${number}`;
    const last = fullEnd ?? (shortEnd === undefined ? first : `${prefix}-${shortEnd}`);
    const [from, to] = [siblings.indexOf(first), siblings.indexOf(last)];

    if (prefixOf(last) !== prefix) problems.push(`${mention} is a range over two prefixes`);
    else if (from === -1) problems.push(`${first} is not a requirement`);
    else if (to === -1) problems.push(`${last} is not a requirement`);
    else if (to < from) problems.push(`${mention} is a range that runs backwards`);
    else siblings.slice(from, to + 1).forEach((id) => ids.add(id));
  }

  return { ids: [...ids], problems };
}
