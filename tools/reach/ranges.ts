import { toBlock } from "../../policies/cidr";

/** Addresses that follow each other, both ends included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** How much of something is meant: every address, only some of them, or no address. */
export type Extent = "all" | "some" | "none";

/** The addresses of an IPv4 block; none where the text is no such block. */
export function rangesOf(cidr: string): readonly Range[] {
  const block = toBlock(cidr);
  return block === undefined ? [] : [{ first: block.first, last: block.last }];
}

/** What is left of ranges when others are taken out. */
export function without(ranges: readonly Range[], taken: readonly Range[]): readonly Range[] {
  return taken.reduce<readonly Range[]>(
    (left, { first, last }) =>
      left.flatMap((range) =>
        range.last < first || last < range.first
          ? [range]
          : [
              ...(range.first < first ? [{ first: range.first, last: first - 1 }] : []),
              ...(last < range.last ? [{ first: last + 1, last: range.last }] : []),
            ],
      ),
    ranges,
  );
}

/** How much of the wanted addresses is among those that are admitted. */
export function covered(wanted: readonly Range[], admitted: readonly Range[]): Extent {
  const size = (ranges: readonly Range[]) =>
    ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const left = size(without(wanted, admitted));
  if (left === size(wanted)) return "none";
  return left === 0 ? "all" : "some";
}

/** Blocks that are nobody's in the internet: private networks, carriers' and link-local addresses. */
const inside = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
];

export const internetRanges = without(rangesOf("0.0.0.0/0"), inside.flatMap(rangesOf));
