import { contains, overlap, parseCidr, type Cidr } from "./cidr";

interface Restriction {
  /** Where a block of the VPC lies for the rule to apply. */
  readonly within: Cidr;
  /** Where a further block must then not lie. */
  readonly refused: readonly Cidr[];
}

const block = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new RangeError(`${text} is not an IPv4 block`);
  return parsed;
};

/**
 * Which further blocks AWS refuses for a VPC:
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
 */
const restrictions: readonly Restriction[] = [
  { within: block("10.0.0.0/8"), refused: ["172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16"].map(block) },
  { within: block("10.0.0.0/15"), refused: [block("10.0.0.0/16")] },
  {
    within: block("172.16.0.0/12"),
    refused: ["10.0.0.0/8", "192.168.0.0/16", "198.19.0.0/16", "172.31.0.0/16"].map(block),
  },
  { within: block("192.168.0.0/16"), refused: ["10.0.0.0/8", "172.16.0.0/12", "198.19.0.0/16"].map(block) },
  { within: block("198.19.0.0/16"), refused: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(block) },
  {
    within: block("100.64.0.0/10"),
    refused: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16"].map(block),
  },
];

/** Why `extra` cannot be associated with a VPC that already has the blocks `present`; `undefined` where it can. */
export function associationProblem(extra: string, present: readonly string[]): string | undefined {
  const wanted = parseCidr(extra);
  if (wanted === undefined) return undefined;
  for (const text of present) {
    const existing = parseCidr(text);
    if (existing === undefined) continue;
    if (overlap(wanted, existing)) return `overlaps ${text}`;
    const broken = restrictions.some(
      ({ within, refused }) => contains(within, existing) && refused.some((range) => overlap(range, wanted)),
    );
    if (broken) return `cannot be added by AWS to a VPC that has ${text}`;
  }
  return undefined;
}
