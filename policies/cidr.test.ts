import { describe, expect, it } from "vitest";
import { holds, overlaps, toBlock, type Block } from "./cidr";

const block = (text: string): Block => toBlock(text) ?? expect.fail(`${text} is no block`);

describe("reading a block", () => {
  it("gives its first and last address", () => {
    expect(toBlock("10.0.20.0/24")).toEqual({ first: 0x0a001400, last: 0x0a0014ff, prefix: 24 });
    expect(toBlock("0.0.0.0/0")).toEqual({ first: 0, last: 0xffffffff, prefix: 0 });
    expect(toBlock("255.255.255.255/32")).toEqual({ first: 0xffffffff, last: 0xffffffff, prefix: 32 });
  });

  it.each(["10.0.0.1/24", "10.0.0.0/33", "10.0.256.0/24", "10.0.0.0", "10.0.0/8", "::/0", "a.b.c.d/8", ""])(
    "refuses %j",
    (text) => {
      expect(toBlock(text)).toBeUndefined();
    },
  );
});

describe("comparing blocks", () => {
  it.each([
    ["10.0.0.0/16", "10.0.0.0/24", true, true],
    ["10.0.0.0/16", "10.0.255.0/24", true, true],
    ["10.0.0.0/16", "10.1.0.0/24", false, false],
    ["10.0.0.0/24", "10.0.0.0/16", false, true],
    ["10.0.0.0/24", "10.0.1.0/24", false, false],
    ["10.0.0.0/24", "10.0.0.0/24", true, true],
    ["10.0.0.255/32", "10.0.0.0/24", false, true],
    ["10.0.0.0/24", "10.0.0.255/32", true, true],
  ])("%s and %s: holds %s, overlaps %s", (one, other, isHeld, isShared) => {
    expect(holds(block(one), block(other))).toBe(isHeld);
    expect(overlaps(block(one), block(other))).toBe(isShared);
    expect(overlaps(block(other), block(one))).toBe(isShared);
  });
});
