import { contains, overlap, parseCidr, type Cidr } from "../cidr";

interface Restriction {
  /** Where the VPC's primary block lies for the rule to apply. */
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
  {
    within: block("172.16.0.0/12"),
    refused: ["10.0.0.0/8", "192.168.0.0/16", "198.19.0.0/16", "172.31.0.0/16"].map(block),
  },
  { within: block("192.168.0.0/16"), refused: ["10.0.0.0/8", "172.16.0.0/12", "198.19.0.0/16"].map(block) },
  { within: block("198.19.0.0/16"), refused: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(block) },
];

/** What AWS refuses beside a primary block outside of all these: a public one, or one of 100.64.0.0/10. */
const refusedElsewhere = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16"].map(block);

/** Whatever stands in 10.0.0.0/15 keeps 10.0.0.0/16 out, whichever block came first. */
const lowest = { within: block("10.0.0.0/15"), refused: block("10.0.0.0/16") };

/**
 * Why `extra` cannot be associated with a VPC of the block `primary` that already has `further` ones; `undefined` where
 * it can.
 */
export function associationProblem(
  extra: string,
  primary: string,
  further: readonly string[],
): string | undefined {
  const wanted = parseCidr(extra);
  const first = parseCidr(primary);
  if (wanted === undefined || first === undefined) return undefined;
  const present = [primary, ...further].flatMap((text) => {
    const existing = parseCidr(text);
    return existing === undefined ? [] : [{ text, existing }];
  });
  const overlapped = present.find(({ existing }) => overlap(wanted, existing));
  if (overlapped !== undefined) return `overlaps ${overlapped.text}`;
  const rule = restrictions.find(({ within }) => contains(within, first));
  const kept = (rule?.refused ?? refusedElsewhere).some((range) => overlap(range, wanted));
  const tooLow =
    present.some(({ existing }) => contains(lowest.within, existing)) && overlap(lowest.refused, wanted);
  return kept || tooLow ? `cannot be added by AWS to a VPC that has ${primary}` : undefined;
}
