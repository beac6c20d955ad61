import { charts } from "./charts";

/** Pods of one kind that a chart runs. */
export interface ChartPods {
  /** What they are. */
  readonly name: string;
  readonly count: number;
  /** Of each: thousandths of a processor. */
  readonly cpuMillis: number;
  /** Of each: MiB. */
  readonly memoryMib: number;
}

/** Where the values of a chart say how many pods there are, and what each of their containers asks for. */
interface Workload {
  readonly name: string;
  /** A switch that leaves them out. */
  readonly when?: string;
  readonly count: number | string;
  /** Containers that run beside each other; those that run before them ask for less. */
  readonly containers: readonly string[];
}

const single = (count: string, resources: string): readonly Workload[] => [
  { name: "controller", count, containers: [resources] },
];

const workloads: Readonly<Record<string, readonly Workload[]>> = {
  [charts.loadBalancerController.chart]: single("replicaCount", "resources"),
  [charts.clusterAutoscaler.chart]: single("replicaCount", "resources"),
  [charts.argoRollouts.chart]: single("controller.replicas", "controller.resources"),
  [charts.karpenter.chart]: single("replicas", "controller.resources"),
  [charts.karpenterCrds.chart]: [],
  [charts.k6Operator.chart]: single("manager.replicas", "manager.resources"),
  [charts.externalSecrets.chart]: [
    ...single("replicaCount", "resources"),
    { name: "webhook", count: "webhook.replicaCount", containers: ["webhook.resources"] },
    {
      name: "cert-controller",
      count: "certController.replicaCount",
      containers: ["certController.resources"],
    },
  ],
  [charts.keda.chart]: [
    { name: "operator", count: "operator.replicaCount", containers: ["resources.operator"] },
    { name: "metrics-server", count: "metricsServer.replicaCount", containers: ["resources.metricServer"] },
    { name: "webhooks", count: "webhooks.replicaCount", containers: ["resources.webhooks"] },
  ],
  [charts.argoCd.chart]: [
    ...single("controller.replicas", "controller.resources"),
    { name: "server", count: "server.replicas", containers: ["server.resources"] },
    { name: "repo-server", count: "repoServer.replicas", containers: ["repoServer.resources"] },
    { name: "application-set", count: "applicationSet.replicas", containers: ["applicationSet.resources"] },
    {
      name: "notifications",
      when: "notifications.enabled",
      count: 1,
      containers: ["notifications.resources"],
    },
    { name: "redis", when: "redis.enabled", count: 1, containers: ["redis.resources"] },
    {
      ...{ name: "redis-ha", when: "redis-ha.enabled", count: 3 },
      containers: ["redis", "sentinel", "splitBrainDetection"].map((part) => `redis-ha.${part}.resources`),
    },
    {
      ...{ name: "redis-ha-proxy", when: "redis-ha.enabled", count: 3 },
      containers: ["redis-ha.haproxy.resources"],
    },
  ],
};

/** Charts whose pods are known; those of others cannot be counted. */
export const countedCharts: readonly string[] = Object.keys(workloads);

/**
 * Pods that a release of a chart runs, from its values.
 *
 * @throws Error where values leave out how many there are or what a container asks for.
 */
export function podsOfChart(chart: string, values: unknown): readonly ChartPods[] {
  return (workloads[chart] ?? []).flatMap(({ containers, count, name, when }) => {
    if (when !== undefined && at(values, when) !== true) return [];
    const asked = containers.map((path) => requestsAt(values, path));
    return [
      {
        name,
        count: typeof count === "number" ? count : Number(at(values, count)),
        cpuMillis: sum(asked.map(({ cpuMillis }) => cpuMillis)),
        memoryMib: sum(asked.map(({ memoryMib }) => memoryMib)),
      },
    ];
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

function requestsAt(values: unknown, path: string) {
  const cpu = String(at(values, `${path}.requests.cpu`));
  const memory = String(at(values, `${path}.requests.memory`));
  return {
    cpuMillis: cpu.endsWith("m") ? Number.parseInt(cpu, 10) : Number(cpu) * 1000,
    memoryMib: Number.parseInt(memory, 10) * (memory.endsWith("Gi") ? 1024 : 1),
  };
}

function at(values: unknown, path: string): unknown {
  return path.split(".").reduce((below: unknown, key) => {
    if (typeof below === "object" && below !== null && key in below)
      return (below as Record<string, unknown>)[key];
    throw new Error(`values of the chart say nothing at ${path}`);
  }, values);
}
