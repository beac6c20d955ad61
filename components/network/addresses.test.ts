import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  longestVpcPrefix,
  planAddresses,
  profiles,
  tiers,
  usableAddresses,
  type AddressProfile,
} from "./addresses";
import { blockAt, contains, formatCidr, overlap, parseCidr, type Cidr } from "../cidr";

const blockOf = (text: string): Cidr => parseCidr(text) ?? expect.fail(`${text} is no block`);

const throws = (call: () => unknown): boolean => {
  try {
    call();
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
};

const profile = fc.constantFrom(...(Object.keys(profiles) as AddressProfile[]));
const zones = fc.integer({ min: 1, max: 6 });
/** A VPC of every size AWS allows, anywhere in 10.0.0.0/8. */
const vpc = fc
  .record({ prefix: fc.integer({ min: 16, max: 28 }), index: fc.nat(255) })
  .map(({ prefix, index }) => formatCidr(blockAt({ first: 0x0a000000, prefix: 8 }, prefix, index)));

describe("the address plan", () => {
  it("gives the documented subnets of both zones: NET-03, NET-04, NET-05, NET-06, NET-07", () => {
    expect(planAddresses("10.0.0.0/16", "s1", 2)).toEqual({
      public: ["10.0.0.0/24", "10.0.1.0/24"],
      app: ["10.0.10.0/24", "10.0.11.0/24"],
      db: ["10.0.20.0/24", "10.0.21.0/24"],
      cache: ["10.0.30.0/24", "10.0.31.0/24"],
      streaming: ["10.0.40.0/24", "10.0.41.0/24"],
    });
  });

  it("offers the guide's ranges as a profile, with a tier of its own for Redis: NET-08, CON-01", () => {
    const plan = planAddresses("10.0.0.0/16", "threeTier", 2);
    expect(plan.public).toEqual(["10.0.1.0/24", "10.0.2.0/24"]);
    expect(plan.app).toEqual(["10.0.11.0/24", "10.0.12.0/24"]);
    expect(plan.db).toEqual(["10.0.21.0/24", "10.0.22.0/24"]);
    expect(plan.cache).toEqual(["10.0.31.0/24", "10.0.32.0/24"]);
  });

  it("gives pods a /19 per zone in the wide profile and leaves the other tiers where they were", () => {
    const wide = planAddresses("10.0.0.0/16", "wide", 6);
    const narrow = planAddresses("10.0.0.0/16", "s1", 6);
    expect(wide.app.at(0)).toBe("10.0.64.0/19");
    expect(wide.app.at(-1)).toBe("10.0.224.0/19");
    expect({ ...wide, app: [] }).toEqual({ ...narrow, app: [] });
  });

  it("follows the VPC's own block and not 10.0.0.0", () => {
    expect(planAddresses("172.20.0.0/16", "s1", 1).db).toEqual(["172.20.20.0/24"]);
  });

  it("never overlaps and never leaves the VPC, in every profile, size and number of zones that fits", () => {
    fc.assert(
      fc.property(vpc, profile, zones, (cidr, name, count) => {
        fc.pre(blockOf(cidr).prefix <= longestVpcPrefix(name, count));
        const plan = planAddresses(cidr, name, count);
        const blocks = tiers.flatMap((tier) => plan[tier]).map(blockOf);
        expect(blocks).toHaveLength(5 * count);
        blocks.forEach((block, index) => {
          expect(contains(blockOf(cidr), block)).toBe(true);
          expect(blocks.slice(index + 1).some((other) => overlap(block, other))).toBe(false);
        });
      }),
    );
  });

  it("keeps the addresses of the zones it had when one is appended", () => {
    fc.assert(
      fc.property(profile, fc.integer({ min: 1, max: 5 }), (name, count) => {
        const before = planAddresses("10.0.0.0/16", name, count);
        const after = planAddresses("10.0.0.0/16", name, count + 1);
        for (const tier of tiers) expect(after[tier].slice(0, count)).toEqual(before[tier]);
      }),
    );
  });

  it("refuses exactly the VPCs that are too small", () => {
    fc.assert(
      fc.property(vpc, profile, zones, (cidr, name, count) => {
        const fits = blockOf(cidr).prefix <= longestVpcPrefix(name, count);
        expect(throws(() => planAddresses(cidr, name, count))).toBe(!fits);
      }),
    );
    expect(longestVpcPrefix("s1", 3)).toBe(18);
    expect(longestVpcPrefix("wide", 1)).toBe(17);
  });

  it("counts the addresses that AWS leaves: 251 in a /24, 502 in an app tier of two zones: CAP-18", () => {
    const plan = planAddresses("10.0.0.0/16", "s1", 2);
    expect(usableAddresses(plan.public.slice(0, 1))).toBe(251);
    expect(usableAddresses(plan.app)).toBe(502);
  });
});
