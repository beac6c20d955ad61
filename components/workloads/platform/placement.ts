/** What every add-on is told of the cluster that it runs in. */
export interface AddonFacts {
  /** Pods of each controller; one of them leads. */
  readonly replicas: number;
  /** Whether nodes of the platform are kept free of everything that does not tolerate their taint. */
  readonly platformNodesTainted: boolean;
  /** Whether there is a Prometheus operator, which finds what to scrape by ServiceMonitors. */
  readonly monitored: boolean;
}

/** Requests and limits of a container. Memory that is asked for is memory that it has; processor time may be borrowed. */
export function resources(cpu: string, memory: string) {
  return { requests: { cpu, memory }, limits: { memory } };
}

/** Lets a pod onto the nodes of the platform, by the taint that its node group has. */
export function tolerations({ platformNodesTainted }: Pick<AddonFacts, "platformNodesTainted">) {
  return platformNodesTainted ? [{ key: "CriticalAddonsOnly", operator: "Exists" as const }] : [];
}

/** Prefers another zone, then another node, for each of the pods with these labels. */
export function apart(matchLabels: Readonly<Record<string, string>>) {
  return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    ...{ maxSkew: 1, topologyKey, whenUnsatisfiable: "ScheduleAnyway" as const },
    labelSelector: { matchLabels },
  }));
}

/** What a drain leaves running; of a single pod none, or it would never end. */
export const oneAtATime = { maxUnavailable: 1 } as const;

/** Settings of a pod in a chart that leaves them to whoever installs it. */
export const restrictedPod = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } } as const;
