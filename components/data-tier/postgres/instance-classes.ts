import { offered, type Families } from "../offered";

/** What an instance class consists of. */
export interface InstanceClass {
  readonly vcpus: number;
  readonly memoryGib: number;
  /** Saves up credits for the processor, and pays for what it uses beyond them. */
  readonly burstable: boolean;
  /** Its way to the disk is as fast as promised for half an hour a day only, and then slower. */
  readonly diskBursts: boolean;
}

const burstable = ["micro", "small", "medium", "large", "xlarge", "2xlarge"];
const upTo = (largest: number, without: readonly number[] = []): readonly string[] => [
  ...["large", "xlarge"],
  ...[2, 4, 8, 12, 16, 24, 32, 48]
    .filter((times) => times <= largest && !without.includes(times))
    .map((times) => `${String(times)}xlarge`),
];

/**
 * Families in which RDS offers PostgreSQL, and their sizes; which of them a region has, AWS says on deployment.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
const sizesOf: Families = {
  t3: burstable,
  t4g: burstable,
  m5: upTo(24),
  m6g: upTo(16),
  m6i: upTo(32),
  m7g: upTo(16),
  m7i: upTo(48, [32]),
  m8g: upTo(48, [32]),
  r5: upTo(24),
  r6g: upTo(16),
  r6i: upTo(32),
  r7g: upTo(16),
  r7i: upTo(48, [32]),
  r8g: upTo(48, [32]),
};

const smallGib: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 4 };

function vcpusOf(size: string): number {
  const times = /^(\d*)xlarge$/.exec(size)?.[1];
  return times === undefined ? 2 : 4 * (times === "" ? 1 : Number(times));
}

/** The class of a name like `db.r7g.large`; undefined where RDS has none of that name for PostgreSQL. */
export function instanceClass(name: string): InstanceClass | undefined {
  const found = offered("db", sizesOf, name);
  if (found === undefined) return undefined;
  const { family, size } = found;
  const vcpus = vcpusOf(size);
  return {
    vcpus,
    memoryGib: smallGib[size] ?? vcpus * (family.startsWith("r") ? 8 : 4),
    burstable: family.startsWith("t"),
    diskBursts: vcpus <= 8,
  };
}

/**
 * Connections that PostgreSQL takes unless `max_connections` says otherwise: LEAST({DBInstanceClassMemory/9531392},
 * 5000), where RDS and the system keep some of the memory for themselves. How much, AWS does not say; the estimate is
 * on the low side, so that an alarm on it comes early and not late.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
export function maxConnections({ memoryGib }: InstanceClass): number {
  const left = memoryGib - Math.max(0.25, 0.08 * memoryGib);
  return Math.min(5000, Math.floor((left * 2 ** 30) / 9_531_392));
}
