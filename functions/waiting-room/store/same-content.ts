import { isDeepStrictEqual } from "node:util";

/**
 * Whether two records hold the same, whatever the order of their attributes and whether an absent one is spelled out.
 *
 * A write whose answer was lost is repeated and refused, because it had happened: what stands is then exactly what was
 * asked for, and that is how a store recognises it.
 */
export function sameContent(one: object, other: object): boolean {
  return isDeepStrictEqual(plain(one), plain(other));
}

function plain(record: object): unknown {
  return JSON.parse(JSON.stringify(record));
}
