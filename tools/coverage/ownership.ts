import type { IdCatalogue } from "./ids";
import { catalogueOf, findMentions, prefixOf } from "./ids";
import type { Owner } from "./owners";
import { claimedRows, owners, prefixOwners } from "./owners";

export interface Ownership {
  readonly ownerOf: ReadonlyMap<string, Owner>;
  readonly problems: readonly string[];
}

type Claims = Partial<Readonly<Record<Owner, readonly string[]>>>;

/** Gives every id its one owner; an id without one, or with two, is a problem. */
export function assignOwners(
  ids: readonly string[],
  claims: Claims = claimedRows,
  defaults: Readonly<Record<string, Owner>> = prefixOwners,
): Ownership {
  const ownerOf = new Map<string, Owner>();
  const problems: string[] = [];
  const catalogue = catalogueOf(ids);

  for (const owner of owners) {
    for (const claim of (claims[owner] ?? []).flatMap((line) => line.split(" "))) {
      const claimed = readClaim(claim, catalogue);
      problems.push(...claimed.problems.map((problem) => `owner ${owner}: ${problem}`));

      for (const id of claimed.ids) {
        const rival = ownerOf.get(id);
        if (rival !== undefined) problems.push(`${id} is claimed by ${rival} and by ${owner}`);
        ownerOf.set(id, owner);
      }
    }
  }

  for (const id of ids) {
    const owner = ownerOf.get(id) ?? defaults[prefixOf(id)];
    if (owner === undefined) problems.push(`${id} has no owner`);
    else ownerOf.set(id, owner);
  }
  return { ownerOf, problems };
}

// In free text an unknown prefix is some other word; here it can only be a slip.
function readClaim(claim: string, catalogue: IdCatalogue): ReturnType<typeof findMentions> {
  const mentions = findMentions(claim, catalogue);
  if (mentions.ids.length > 0 || mentions.problems.length > 0) return mentions;
  return { ids: [], problems: [`${claim} is not a requirement`] };
}
