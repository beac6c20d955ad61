import type { Requests } from "./demand";

/** What a node has for pods. */
export interface Room extends Requests {
  readonly pods: number;
}

/** Network interfaces and addresses of each, by size: https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html */
const interfaces: Readonly<Record<string, readonly [interfaces: number, addresses: number]>> = {
  ...{ large: [3, 10], xlarge: [4, 15], "2xlarge": [4, 15], "4xlarge": [8, 30], "8xlarge": [8, 30] },
  ...{ "t.micro": [2, 2], "t.small": [3, 4], "t.medium": [3, 6], "t.large": [3, 12] },
  ...{ "t.xlarge": [4, 15], "t.2xlarge": [4, 15], medium: [2, 4] },
};

const processors: Readonly<Record<string, number>> = {
  ...{ medium: 1, large: 2, xlarge: 4, "2xlarge": 8, "4xlarge": 16, "8xlarge": 32 },
  ...{ "t.micro": 2, "t.small": 2, "t.medium": 2, "t.large": 2, "t.xlarge": 4, "t.2xlarge": 8 },
};

/** GiB for each processor, by family; burstable instances have their own, by size. */
const memoryOfFamily: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };
const memoryOfBurstable: Readonly<Record<string, number>> = {
  ...{ micro: 1, small: 2, medium: 4, large: 8, xlarge: 16, "2xlarge": 32 },
};

/** Of a node's memory what firmware and the system take before Kubernetes counts it, as Karpenter reckons. */
const memoryOverhead = 0.075;
const evictionMib = 100;

/**
 * What an instance of EC2 leaves to pods as a node of EKS: less what the kubelet keeps for itself and the system, and as
 * many pods as its interfaces have addresses. Undefined where the type is not known.
 *
 * https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go
 */
export function roomOf(instanceType: string): Room | undefined {
  const [, family = "", size = ""] = /^([a-z]+)\d+[a-z-]*\.([a-z0-9]+)$/.exec(instanceType) ?? [];
  const key = family === "t" ? `t.${size}` : size;
  const [count, addresses] = interfaces[key] ?? [];
  const cores = processors[key];
  const gib = family === "t" ? memoryOfBurstable[size] : (memoryOfFamily[family] ?? NaN) * (cores ?? NaN);
  if (count === undefined || addresses === undefined || cores === undefined) return undefined;
  if (gib === undefined || Number.isNaN(gib)) return undefined;
  // The first address of an interface is its own; two pods live on the network of their node.
  const pods = count * (addresses - 1) + 2;
  const memory = Math.floor(gib * 1024 * (1 - memoryOverhead)) - evictionMib - (11 * pods + 255);
  return { cpuMillis: cores * 1000 - reservedCpu(cores), memoryMib: memory, pods };
}

/** Thousandths: 6 % of the first processor, 1 % of the second, half of that of the next two, 0.25 % of all others. */
function reservedCpu(cores: number): number {
  const shares = Array.from({ length: cores }, (_, core) =>
    core === 0 ? 60 : core === 1 ? 10 : core < 4 ? 5 : 2.5,
  );
  return Math.floor(shares.reduce((total, share) => total + share, 0));
}

/** What every one of several types leaves, since nobody knows which of them a node will be. */
export function leastRoom(instanceTypes: readonly string[]): Room | undefined {
  const rooms = instanceTypes.map(roomOf);
  if (rooms.length === 0 || rooms.includes(undefined)) return undefined;
  const known = rooms.filter((room) => room !== undefined);
  return {
    cpuMillis: Math.min(...known.map(({ cpuMillis }) => cpuMillis)),
    memoryMib: Math.min(...known.map(({ memoryMib }) => memoryMib)),
    pods: Math.min(...known.map(({ pods }) => pods)),
  };
}
