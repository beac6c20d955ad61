import { blockAt, formatCidr, parseCidr, sizeOf } from "../cidr";

/** The tiers of the network, in the order of their addresses. */
export const tiers = ["public", "app", "db", "cache", "streaming"] as const;
export type Tier = (typeof tiers)[number];

/** Where a tier lies: the zone with index `z` gets block number `first + z`, counted in blocks of `prefix` bits. */
interface TierPlace {
  readonly prefix: number;
  readonly first: number;
}

const twentyFours = (firsts: Readonly<Record<Tier, number>>): Readonly<Record<Tier, TierPlace>> => ({
  public: { prefix: 24, first: firsts.public },
  app: { prefix: 24, first: firsts.app },
  db: { prefix: 24, first: firsts.db },
  cache: { prefix: 24, first: firsts.cache },
  streaming: { prefix: 24, first: firsts.streaming },
});

/**
 * The address plans.
 *
 * - `s1`: tier t, zone z at `10.0.(10·t + z).0/24`, the reference layout.
 * - `wide`: as `s1`, but a /19 of 8,187 addresses per zone for the app tier, where every pod takes one.
 * - `threeTier`: the guide's ranges, which begin at 1 instead of 0; cache and streaming keep tiers of their own.
 */
export const profiles = {
  s1: twentyFours({ public: 0, app: 10, db: 20, cache: 30, streaming: 40 }),
  wide: {
    ...twentyFours({ public: 0, app: 0, db: 20, cache: 30, streaming: 40 }),
    app: { prefix: 19, first: 2 },
  },
  threeTier: twentyFours({ public: 1, app: 11, db: 21, cache: 31, streaming: 41 }),
} as const satisfies Record<string, Readonly<Record<Tier, TierPlace>>>;

export type AddressProfile = keyof typeof profiles;
export type AddressPlan = Readonly<Record<Tier, readonly string[]>>;

/** The longest prefix a VPC may have to hold the profile in so many zones, e.g. 18 for `s1`. */
export function longestVpcPrefix(profile: AddressProfile, zones: number): number {
  const addresses = Math.max(...tiers.map((tier) => endOf(profiles[profile][tier], zones)));
  return 32 - Math.ceil(Math.log2(addresses));
}

/**
 * The blocks of every tier, one per zone in the order of the zones.
 *
 * @throws RangeError where `vpcCidr` is no block or too small; settings refuse both before this is called.
 */
export function planAddresses(vpcCidr: string, profile: AddressProfile, zones: number): AddressPlan {
  const vpc = parseCidr(vpcCidr);
  if (vpc === undefined) throw new RangeError(`${vpcCidr} is not an IPv4 block`);
  if (vpc.prefix > longestVpcPrefix(profile, zones)) {
    throw new RangeError(`${vpcCidr} has no room for the profile ${profile} in ${String(zones)} zones`);
  }
  const blocksOf = (tier: Tier): readonly string[] => {
    const { prefix, first } = profiles[profile][tier];
    return Array.from({ length: zones }, (_, zone) => formatCidr(blockAt(vpc, prefix, first + zone)));
  };
  return {
    public: blocksOf("public"),
    app: blocksOf("app"),
    db: blocksOf("db"),
    cache: blocksOf("cache"),
    streaming: blocksOf("streaming"),
  };
}

/** Addresses that AWS keeps in every subnet: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const reservedPerSubnet = 5;

/** The addresses that a list of subnets offers to network interfaces. */
export function usableAddresses(cidrs: readonly string[]): number {
  return cidrs
    .map(parseCidr)
    .reduce((sum, block) => sum + (block === undefined ? 0 : sizeOf(block) - reservedPerSubnet), 0);
}

function endOf({ prefix, first }: TierPlace, zones: number): number {
  return (first + zones) * sizeOf({ prefix });
}
