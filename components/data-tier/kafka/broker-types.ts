import { offered, type Families } from "../offered";

const multiples = (...times: readonly number[]): readonly string[] => [
  ...["large", "xlarge"],
  ...times.map((one) => `${String(one)}xlarge`),
];

/** Standard brokers: https://docs.aws.amazon.com/msk/latest/developerguide/broker-instance-types.html */
const sizesOf: Families = {
  t3: ["small"],
  m5: multiples(2, 4, 8, 12, 16, 24),
  m7g: multiples(2, 4, 8, 12, 16),
};

/** Whether MSK has standard brokers of a type such as `kafka.m7g.large`. */
export function isBrokerType(name: string): boolean {
  return offered("kafka", sizesOf, name) !== undefined;
}
