import { beforeEach, describe, expect, it } from "vitest";
import { LeaseSize, type LeaseConfig } from "./lease-size";

const config: LeaseConfig = { leaseMaxMs: 2_000, leaseFillMs: 750, firstLease: 1, maxQueue: 1_000 };
const start = 1_800_000_000_000;

let size: LeaseSize;

beforeEach(() => {
  size = new LeaseSize();
});

/** People who come evenly spread, `perSecond` of them for `ms`; the moment after the last. */
function come(perSecond: number, ms: number, from = start): number {
  const apart = 1_000 / perSecond;
  for (let at = from; at < from + ms; at += apart) size.joined(at);
  return from + ms;
}

describe("the size of a lease", () => {
  it.each([1, 32])("is at first what the operator chose: %i", (firstLease) => {
    size.joined(start);
    expect(size.next(1, { ...config, firstLease })).toBe(firstLease);
  });

  it.each([
    { perSecond: 20, fits: 15 },
    { perSecond: 100, fits: 75 },
    { perSecond: 200, fits: 150 },
    { perSecond: 1_000, fits: 256 },
  ])("is then what $perSecond joins a second need in 750 ms: $fits", ({ perSecond, fits }) => {
    come(perSecond, 3_000);
    size.granted(config);
    expect(Math.abs(size.next(1, config) - fits)).toBeLessThanOrEqual(Math.ceil(fits * 0.1));
  });

  it("knows the rate of a rush after its first block, so that two more leases last for the first second", () => {
    const rush = { ...config, firstLease: 32 };
    const end = come(200, 160);
    size.granted(rush);
    expect(end).toBe(start + 160);
    expect(size.next(1, rush)).toBeGreaterThan(100);
  });

  it("is one for a person who comes alone every few seconds", () => {
    for (const at of [0, 3_000, 6_000, 9_000]) size.joined(start + at);
    size.granted(config);
    expect(size.next(1, config)).toBe(1);
  });

  it("starts anew after ten seconds of nobody, and when the clock has been set back", () => {
    const rush = { ...config, firstLease: 32 };
    for (const leap of [10_001, -20_000]) {
      const end = come(10, 3_000);
      size.granted(rush);
      expect(size.next(1, rush)).toBe(7);
      size.joined(end + leap);
      expect(size.next(1, rush)).toBe(32);
    }
  });

  it("is never less than those who wait, nor more than 256", () => {
    size.joined(start);
    expect([0, 1, 40, 256, 300].map((waiting) => size.next(waiting, config))).toEqual([1, 1, 40, 256, 256]);
  });

  it("doubles with every throttled lease until it holds for leaseMaxMs, and shrinks slowly afterwards", () => {
    come(100, 10_000);
    size.granted(config);
    const sizes = [size.next(1, config)];
    for (let time = 0; time < 3; time++) {
      size.throttled(config);
      sizes.push(size.next(1, config));
    }
    const [usual = 0, doubled = 0, most = 0, still = 0] = sizes;
    expect(doubled / usual).toBeCloseTo(2, 1);
    expect(most / usual).toBeCloseTo(2_000 / 750, 1);
    expect(still).toBe(most);

    size.granted(config);
    expect(size.next(1, config)).toBeGreaterThan(most * 0.97);
    for (let lease = 0; lease < 100; lease++) size.granted(config);
    expect(size.next(1, config)).toBe(usual);
  });
});
