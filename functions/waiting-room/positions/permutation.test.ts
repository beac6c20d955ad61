import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitment, effectivePosition, positionOf, type Lottery } from "./permutation";

const zeros = "00".repeat(32);
const seed = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString("hex"));
const lottery = fc.record({ n: fc.integer({ min: 1, max: 5_000 }), seed });

const everyPosition = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

/** The draw as anyone may repeat it from the published seed, written for reading and not for speed. */
function drawnByTheBook(position: number, { n, seed: hex }: Lottery): number {
  const side = Math.ceil(Math.sqrt(n));
  const uint64 = (value: number) => Buffer.from(value.toString(16).padStart(16, "0"), "hex");
  const key = Buffer.concat([Buffer.from(hex, "hex"), uint64(n)]);
  const value = (round: number, half: number) =>
    createHmac("sha256", key)
      .update(uint64(half))
      .digest()
      .readUInt32BE(4 * round) % side;
  let cell = position - 1;
  do {
    let [left, right] = [Math.floor(cell / side), cell % side];
    for (let round = 0; round < 8; round++) [left, right] = [right, (left + value(round, right)) % side];
    cell = left * side + right;
  } while (cell >= n);
  return cell + 1;
}

describe("the lottery", () => {
  it.each([
    { n: 1, from: 1, drawn: [1] },
    { n: 2, from: 1, drawn: [1, 2] },
    { n: 3, from: 1, drawn: [2, 3, 1] },
    { n: 1_024, from: 1, drawn: [361, 19, 703, 852, 916, 953, 874, 532] },
    { n: 1_000_000, from: 1, drawn: [366076, 801055, 84201, 19010, 583106, 900033, 238012, 74100] },
    { n: 1_000_000, from: 1_000_000, drawn: [307557] },
  ])(
    "never changes the order it has once drawn for $n people: positions from $from",
    ({ n, from, drawn }) => {
      expect(drawn.map((_, index) => effectivePosition(from + index, { n, seed: zeros }))).toEqual(drawn);
    },
  );

  it("can be repeated by anyone who knows the seed and the number of participants", () => {
    fc.assert(
      fc.property(lottery, fc.integer({ min: 1, max: 5_000 }), (draw, index) => {
        const position = 1 + (index % draw.n);
        expect(effectivePosition(position, draw)).toBe(drawnByTheBook(position, draw));
      }),
    );
  });

  it("gives every participant a place of their own, and the place tells whose it is", () => {
    fc.assert(
      fc.property(lottery, (draw) => {
        const places = everyPosition(draw.n).map((position) => effectivePosition(position, draw));
        expect([...places].sort((a, b) => a - b)).toEqual(everyPosition(draw.n));
        expect(places.map((place) => positionOf(place, draw))).toEqual(everyPosition(draw.n));
      }),
    );
  });

  it("leaves those who come after the draw where they are", () => {
    fc.assert(
      fc.property(lottery, fc.integer({ min: 1 }), (draw, behind) => {
        expect(effectivePosition(draw.n + behind, draw)).toBe(draw.n + behind);
        expect(positionOf(draw.n + behind, draw)).toBe(draw.n + behind);
      }),
    );
  });

  it("moves nobody before it is drawn, nor when nobody came", () => {
    for (const none of [undefined, { n: 0, seed: zeros }]) {
      expect([1, 2, 1_000].map((position) => effectivePosition(position, none))).toEqual([1, 2, 1_000]);
      expect([1, 2, 1_000].map((position) => positionOf(position, none))).toEqual([1, 2, 1_000]);
    }
  });

  it("prefers no order of four people: each of the 24 comes up within a fifth of its share", () => {
    const draws = 24_000;
    const orders = new Map<string, number>();
    for (let draw = 0; draw < draws; draw++) {
      const drawn = { n: 4, seed: draw.toString(16).padStart(64, "0") };
      const order = everyPosition(4)
        .map((position) => effectivePosition(position, drawn))
        .join();
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(24);
    for (const times of orders.values()) expect(Math.abs(times / (draws / 24) - 1)).toBeLessThan(0.2);
  });

  it("draws another order for another seed or another number of participants", () => {
    const order = (n: number, seed: string) =>
      everyPosition(100).map((position) => effectivePosition(position, { n, seed }));
    expect(order(1_000, zeros)).not.toEqual(order(1_001, zeros));
    expect(order(1_000, zeros)).not.toEqual(order(1_000, "00".repeat(31) + "01"));
  });

  it("commits to the seed by the hash of its bytes", () => {
    fc.assert(
      fc.property(seed, (hex) => {
        expect(commitment(hex)).toBe(createHash("sha256").update(Buffer.from(hex, "hex")).digest("hex"));
      }),
    );
  });

  it.each([
    { what: "a seed that is too short", position: 1, draw: { n: 5, seed: "00".repeat(31) } },
    { what: "a seed that is no hex", position: 1, draw: { n: 5, seed: "zz".repeat(32) } },
    { what: "a number of participants that is none", position: 1, draw: { n: Number.NaN, seed: zeros } },
    { what: "half a participant", position: 1, draw: { n: 5.5, seed: zeros } },
    { what: "more participants than a draw can hold", position: 1, draw: { n: 2 ** 31 + 1, seed: zeros } },
    { what: "position 0", position: 0, draw: { n: 5, seed: zeros } },
    { what: "half a position", position: 1.5, draw: { n: 5, seed: zeros } },
  ])("refuses $what", ({ position, draw }) => {
    expect(() => effectivePosition(position, draw)).toThrow(Error);
    expect(() => positionOf(position, draw)).toThrow(Error);
  });
});
