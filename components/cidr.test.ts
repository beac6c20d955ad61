import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  blockAt,
  contains,
  formatCidr,
  isNetwork,
  networkOf,
  overlap,
  parseCidr,
  sizeOf,
  type Cidr,
} from "./cidr";

const anyBlock = fc
  .record({ first: fc.integer({ min: 0, max: 2 ** 32 - 1 }), prefix: fc.integer({ min: 0, max: 32 }) })
  .map(networkOf);

const addressesOf = ({ first, prefix }: Cidr) => [first, first + sizeOf({ prefix }) - 1] as const;

describe("IPv4 blocks", () => {
  it("come back from their text as they were", () => {
    fc.assert(
      fc.property(anyBlock, (block) => {
        expect(parseCidr(formatCidr(block))).toEqual(block);
      }),
    );
  });

  it("are read from the usual form only", () => {
    for (const text of [
      "",
      "10.0.0.0",
      "10.0.0.0/33",
      "256.0.0.0/8",
      "10.0.0/16",
      "10.0.0.0/16 ",
      "a.b.c.d/8",
      "::/0",
    ]) {
      expect(parseCidr(text), text).toBeUndefined();
    }
    expect(parseCidr("10.1.2.3/16")).toEqual({ first: 0x0a010203, prefix: 16 });
  });

  it("are networks only where no host bit is set, and networkOf clears them", () => {
    expect(isNetwork({ first: 0x0a000105, prefix: 24 })).toBe(false);
    expect(formatCidr(networkOf({ first: 0x0a000105, prefix: 24 }))).toBe("10.0.1.0/24");
    fc.assert(
      fc.property(anyBlock, (block) => {
        expect(isNetwork(block)).toBe(true);
      }),
    );
  });

  it("overlap exactly where one contains an end of the other, whichever comes first", () => {
    fc.assert(
      fc.property(anyBlock, anyBlock, (one, other) => {
        const [first, last] = addressesOf(one);
        const [otherFirst, otherLast] = addressesOf(other);
        const shared = Math.max(first, otherFirst) <= Math.min(last, otherLast);
        expect(overlap(one, other)).toBe(shared);
        expect(overlap(other, one)).toBe(shared);
      }),
    );
  });

  it("of one size counted from the same start never overlap, and lie inside where there is room", () => {
    const outer = { first: 0x0a000000, prefix: 16 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), (one, other) => {
        expect(contains(outer, blockAt(outer, 24, one))).toBe(true);
        expect(overlap(blockAt(outer, 24, one), blockAt(outer, 24, other))).toBe(one === other);
      }),
    );
    expect(contains(outer, blockAt(outer, 24, 256))).toBe(false);
  });
});
