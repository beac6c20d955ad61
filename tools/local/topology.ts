import { portMappings } from "./ports";

/** How many nodes the cluster has. They hold the same ports, so that there can be only one at a time. */
export type Topology = "single" | "three";

export const topologies = ["single", "three"] as const satisfies readonly Topology[];

const clusterNames = { single: "urr-local", three: "tiketi-local" } as const satisfies Record<
  Topology,
  string
>;

export function clusterName(topology: Topology): string {
  return clusterNames[topology];
}

/** What kind calls the cluster in a kubeconfig. */
export function contextOf(topology: Topology): string {
  return `kind-${clusterName(topology)}`;
}

/** The oldest kind that runs the node image. */
export const kindVersion = "0.33.0";

/**
 * Kubernetes as on AWS. Images are made for one release of kind, and only the digest names one for certain:
 * https://github.com/kubernetes-sigs/kind/releases/tag/v0.33.0
 */
export const nodeImage =
  "docker.io/kindest/node:v1.36.4@sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed";

/** https://kind.sigs.k8s.io/docs/user/configuration/ */
export interface KindCluster {
  readonly kind: "Cluster";
  readonly apiVersion: "kind.x-k8s.io/v1alpha4";
  readonly name: string;
  readonly nodes: readonly KindNode[];
}

interface KindNode {
  readonly role: "control-plane" | "worker";
  readonly image: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly extraPortMappings?: readonly KindPort[];
}

interface KindPort {
  readonly containerPort: number;
  readonly hostPort: number;
  readonly listenAddress: string;
  readonly protocol: "TCP";
}

/** The configuration that kind makes the cluster of. Its ports can be reached from this machine alone. */
export function kindCluster(topology: Topology): KindCluster {
  const extraPortMappings = portMappings.map(({ nodePort, hostPort }) => ({
    containerPort: nodePort,
    hostPort,
    listenAddress: "127.0.0.1",
    protocol: "TCP" as const,
  }));
  const controlPlane = { role: "control-plane", image: nodeImage } as const;
  const worker = (workload: string) => ({ role: "worker", image: nodeImage, labels: { workload } }) as const;
  const nodes = {
    single: [{ ...controlPlane, extraPortMappings }],
    three: [
      { ...controlPlane, labels: { "ingress-ready": "true" }, extraPortMappings },
      worker("application"),
      worker("data"),
    ],
  } as const satisfies Record<Topology, readonly KindNode[]>;
  const name = clusterName(topology);
  return { kind: "Cluster", apiVersion: "kind.x-k8s.io/v1alpha4", name, nodes: nodes[topology] };
}
