import type { INodePool } from "@kubernetes-models/karpenter/karpenter.sh/v1/NodePool" with {
  "resolution-mode": "import",
};
import type { Architecture } from "../../cluster/architecture";
import type { Manifest } from "../manifests/manifest";
import { nodeClassName } from "./node-class";
import type { KarpenterPools, PoolName } from "./pool-settings";

/** How Kubernetes calls what EC2 calls otherwise. */
const processors: Readonly<Record<Architecture, string>> = { arm64: "arm64", x86_64: "amd64" };

/** Puts a pod on nodes of one pool. */
export const onPool = (pool: PoolName) => ({ "karpenter.sh/nodepool": poolNames[pool] });

/** What pools are called in the cluster. */
export const poolNames = { critical: "critical", general: "general", loadTest: "load-test" } as const;

/** Keeps everything but load generators off the nodes that make the load. */
const loadTestTaint = { key: "dedicated", value: "load-test", effect: "NoSchedule" } as const;

/** What a load generator needs to be let onto them. */
export const loadTestToleration = {
  ...{ key: loadTestTaint.key, operator: "Equal", value: loadTestTaint.value },
  effect: loadTestTaint.effect,
} as const;

type Shape = Pick<NonNullable<INodePool["spec"]>, "weight"> & {
  readonly capacity: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly taints?: readonly (typeof loadTestTaint)[];
  readonly policy: "WhenEmpty" | "WhenEmptyOrUnderutilized";
  readonly budget: string;
};

const shapes: Readonly<Record<PoolName, Shape>> = {
  // Only who asks for it: spot is enough for all others.
  critical: {
    capacity: ["on-demand"],
    labels: { workload: "application" },
    policy: "WhenEmptyOrUnderutilized",
    // One after the other, whatever is being sold.
    budget: "1",
  },
  // Karpenter takes spot while there is any, and on-demand where there is none.
  general: {
    capacity: ["spot", "on-demand"],
    labels: { workload: "application" },
    policy: "WhenEmptyOrUnderutilized",
    budget: "10%",
    weight: 10,
  },
  // A generator that is moved in the middle of a test has spoilt it.
  loadTest: {
    capacity: ["on-demand"],
    labels: { workload: "load-test" },
    taints: [loadTestTaint],
    policy: "WhenEmpty",
    budget: "100%",
  },
};

/**
 * A pool of nodes. Empty nodes go after two minutes, and so do those whose pods fit elsewhere; every node is replaced
 * after thirty days, and waits no longer than an hour for pods that will not leave.
 */
export function nodePool(
  name: PoolName,
  settings: KarpenterPools[PoolName],
  architecture: Architecture,
): Manifest {
  const { budget, capacity, labels, policy, taints, weight } = shapes[name];
  const families = settings.families ?? defaultFamilies[architecture][name];
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: poolNames[name] },
    spec: {
      ...(weight === undefined ? {} : { weight }),
      template: {
        metadata: { labels: { ...labels } },
        spec: {
          nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: nodeClassName },
          requirements: [
            isOneOf("karpenter.sh/capacity-type", capacity),
            isOneOf("kubernetes.io/arch", [processors[architecture]]),
            isOneOf("kubernetes.io/os", ["linux"]),
            isOneOf("karpenter.k8s.aws/instance-family", families),
            // What every node runs anyway would fill them.
            {
              ...isOneOf("karpenter.k8s.aws/instance-size", ["nano", "micro", "small"]),
              operator: "NotIn" as const,
            },
          ],
          ...(taints === undefined ? {} : { taints: [...taints] }),
          expireAfter: "720h",
          terminationGracePeriod: "1h",
        },
      },
      limits: { cpu: String(settings.cpu), memory: `${String(settings.memoryGib)}Gi` },
      disruption: {
        consolidationPolicy: policy,
        consolidateAfter: "2m",
        budgets: [{ nodes: budget }],
      },
    },
  } satisfies INodePool;
}

const isOneOf = (key: string, values: readonly string[]) => ({
  key,
  operator: "In" as const,
  values: [...values],
});

/** Families of instances; of the reference design on its processors, and what comes closest on others. */
const defaultFamilies: Readonly<Record<Architecture, Readonly<Record<PoolName, readonly string[]>>>> = {
  arm64: {
    critical: ["t4g"],
    general: ["c7g", "c8g", "m7g", "m8g", "r7g", "r8g"],
    loadTest: ["c7g", "c8g"],
  },
  x86_64: {
    critical: ["t3a", "t3"],
    general: ["c6i", "c7i", "m6i", "m7i", "r6i", "r7i"],
    loadTest: ["c6i", "c7i"],
  },
};
