import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covered, internetRanges, rangesOf, without, type Range } from "./ranges";

const among = (ranges: readonly Range[]) => (address: number) =>
  ranges.some(({ first, last }) => first <= address && address <= last);
const small = fc.array(
  fc.tuple(fc.nat(40), fc.nat(8)).map(([first, more]): Range => ({ first, last: first + more })),
  { maxLength: 4 },
);
const addresses = Array.from({ length: 60 }, (_, address) => address);

describe("ranges of addresses", () => {
  it("keep what is not taken out, and nothing else", () => {
    fc.assert(
      fc.property(small, small, (ranges, taken) => {
        const kept = addresses.filter(among(without(ranges, taken)));
        expect(kept).toEqual(addresses.filter((one) => among(ranges)(one) && !among(taken)(one)));
      }),
    );
  });

  it.each([
    ["10.0.0.0/8", "all"],
    ["10.0.10.0/24", "all"],
    ["10.0.10.0/25", "some"],
    ["10.0.11.0/24", "none"],
  ])("are covered by %s: %s", (admitted, extent) => {
    expect(covered(rangesOf("10.0.10.0/24"), rangesOf(admitted))).toBe(extent);
  });

  it("are none where the text is no block", () => {
    expect(["10.0.0.1/8", "::/0", ""].flatMap(rangesOf)).toEqual([]);
  });

  it("of the internet have no private address", () => {
    expect(covered(internetRanges, rangesOf("0.0.0.0/0"))).toBe("all");
    expect(
      ["10.1.2.3/32", "169.254.169.254/32", "172.31.0.0/16"].map((cidr) =>
        covered(rangesOf(cidr), internetRanges),
      ),
    ).toEqual(["none", "none", "none"]);
    expect(covered(rangesOf("172.32.0.0/16"), internetRanges)).toBe("all");
  });
});
