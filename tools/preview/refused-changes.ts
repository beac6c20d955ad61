import type { PropertyChange } from "./document";
import { refusedInCluster } from "./refused-in-cluster";

interface Changed extends Pick<PropertyChange, "from" | "replaces" | "to"> {
  /** What the resource is to be. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

type Verdict = (change: Changed) => string | undefined;

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
  return step(from, to) < 0 ? "is lower, and MSK takes no version back" : undefined;
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.MajorVersion.html */
const postgres: Verdict = ({ from, to, inputs }) => {
  if (step(from, to) < 0) return "is lower, and RDS takes no version back";
  const isMajor = numbersOf(from)[0] !== numbersOf(to)[0];
  return isMajor && inputs["allowMajorVersionUpgrade"] !== true
    ? "is another major version, which urr:dataTier.postgres.allowMajorUpgrade must allow"
    : undefined;
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/modify-cluster-mode.html */
const clusterMode: Verdict = () => "changes the topology, which takes another group";

const engine: Verdict = ({ from, to }) =>
  from === "valkey" && to === "redis" ? "goes back to Redis, which ElastiCache does not do" : undefined;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/update-warm-throughput.html */
const colder: Verdict = ({ from, to }) =>
  Number(to) < Number(from) ? "is less, and DynamoDB takes no warm throughput of a table back" : undefined;

/** By type and property. */
const verdicts: Readonly<Record<string, Readonly<Record<string, Verdict>>>> = {
  ...refusedInCluster,
  "aws:dynamodb/table:Table": {
    "warmThroughput.readUnitsPerSecond": colder,
    "warmThroughput.writeUnitsPerSecond": colder,
  },
  "aws:eks/cluster:Cluster": { version: kubernetes },
  "aws:rds/instance:Instance": {
    engineVersion: postgres,
    allocatedStorage: smaller,
  },
  "aws:msk/cluster:Cluster": {
    kafkaVersion: kafka,
    "brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize": smaller,
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    clusterMode,
    engine,
    engineVersion: lower("is lower, for which the provider makes the cache anew"),
  },
};

/** Why AWS, or the cluster, does not take a change of a resource in place; undefined where it does, as far as is known here. */
export function refusal(
  { type, inputs }: { readonly type: string; readonly inputs: Changed["inputs"] },
  { path, ...change }: PropertyChange,
): string | undefined {
  return verdicts[type]?.[path]?.({ ...change, inputs });
}
