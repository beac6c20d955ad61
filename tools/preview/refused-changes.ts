import type { PropertyChange } from "./document";

type Verdict = (change: { readonly from: unknown; readonly to: unknown }) => string | undefined;

const numbersOf = (version: unknown): readonly number[] => (String(version).match(/\d+/g) ?? []).map(Number);

/** Negative where the new version is lower, by the numbers that both state. */
function step(from: unknown, to: unknown): number {
  const [before, after] = [numbersOf(from), numbersOf(to)];
  const differing = before.findIndex((one, index) => after[index] !== undefined && after[index] !== one);
  return differing === -1 ? 0 : (after[differing] ?? 0) - (before[differing] ?? 0);
}

const lower =
  (message: string): Verdict =>
  ({ from, to }) =>
    step(from, to) < 0 ? message : undefined;

const smaller: Verdict = ({ from, to }) =>
  Number(to) < Number(from) ? "is less, and AWS shrinks no disk" : undefined;

/** https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html */
const kubernetes: Verdict = ({ from, to }) => {
  const [, minors = 0] = numbersOf(to).map((one, index) => one - (numbersOf(from)[index] ?? one));
  if (minors < 0) return "is lower, and EKS takes no version back";
  return minors > 1 ? "skips a version, and EKS upgrades by one at a time" : undefined;
};

/** https://docs.aws.amazon.com/msk/latest/developerguide/version-upgrades.html */
const kafka: Verdict = ({ from, to }) => {
  if (String(from).endsWith(".kraft") !== String(to).endsWith(".kraft")) {
    return "changes between ZooKeeper and KRaft, which takes another cluster";
  }
  return lower("is lower, and MSK takes no version back")({ from, to });
};

const engine: Verdict = ({ from, to }) =>
  from === "valkey" && to === "redis" ? "goes back to Redis, which ElastiCache does not do" : undefined;

/** By type and property. */
const verdicts: Readonly<Record<string, Readonly<Record<string, Verdict>>>> = {
  "aws:eks/cluster:Cluster": { version: kubernetes },
  "aws:rds/instance:Instance": {
    engineVersion: lower("is lower, and RDS takes no version back"),
    allocatedStorage: smaller,
  },
  "aws:msk/cluster:Cluster": {
    kafkaVersion: kafka,
    "brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize": smaller,
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    engine,
    engineVersion: lower("is lower, for which the provider makes the cache anew"),
  },
};

/** Why AWS does not take a change of a resource in place; undefined where it does, as far as is known here. */
export function refusal(type: string, { path, from, to }: PropertyChange): string | undefined {
  return verdicts[type]?.[path]?.({ from, to });
}
