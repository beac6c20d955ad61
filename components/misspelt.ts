import { distance } from "fastest-levenshtein";

/** The name that was probably meant: a letter or two away, the longer the more. */
export function meantBy(written: string, known: readonly string[]): string | undefined {
  const small = written.toLowerCase();
  const [nearest] = known
    .map((name) => ({ name, away: distance(small, name.toLowerCase()) }))
    .filter(({ away }) => away <= Math.floor(written.length / 4))
    .toSorted((a, b) => a.away - b.away);
  return nearest?.name;
}
