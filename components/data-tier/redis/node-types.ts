import { offered, type Families } from "../offered";

const upTo = (largest: number, smallest: readonly string[] = ["large", "xlarge"]): readonly string[] => [
  ...smallest,
  ...[2, 4, 8, 12, 16].filter((times) => times <= largest).map((times) => `${String(times)}xlarge`),
];
const burstable = ["micro", "small", "medium"];
const intel = ["large", "xlarge", "2xlarge", "4xlarge", "12xlarge", "24xlarge"];

/**
 * Families of ElastiCache and their sizes; which of them a region has, AWS says on deployment.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
 */
const sizesOf: Families = {
  t3: burstable,
  t4g: burstable,
  m5: intel,
  m6g: upTo(16),
  m7g: upTo(16),
  r5: intel,
  r6g: upTo(16),
  r6gd: upTo(16, ["xlarge"]),
  r7g: upTo(16),
  c7gn: upTo(16),
};

/** Whether ElastiCache has nodes of a type such as `cache.r7g.large`. */
export function isNodeType(name: string): boolean {
  return offered("cache", sizesOf, name) !== undefined;
}
