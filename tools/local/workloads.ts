import { z } from "zod";

/** A workload as the cluster describes it. */
export interface Workload {
  /** Such as `urr-spring/gateway-service`. */
  readonly name: string;
  readonly ready: number;
  readonly desired: number;
  readonly state: "ready" | "waiting" | "failed";
  /** What it says itself of a failure. */
  readonly reason?: string;
}

const count = z.number().default(0);

const item = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string(), namespace: z.string(), generation: count }),
  spec: z.object({ replicas: z.number().default(1) }).prefault({}),
  status: z
    .object({
      // Argo Rollouts writes it as text.
      observedGeneration: z.coerce.number().default(0),
      phase: z.string().optional(),
      message: z.string().optional(),
      replicas: count,
      updatedReplicas: count,
      readyReplicas: count,
      availableReplicas: count,
      desiredNumberScheduled: count,
      updatedNumberScheduled: count,
      numberAvailable: count,
      conditions: z
        .array(z.object({ type: z.string(), status: z.string(), message: z.string().optional() }))
        .default([]),
    })
    .prefault({}),
});

type Item = z.infer<typeof item>;

/** A list of `kubectl get -o json`. */
export const workloadList = z.object({ items: z.array(item) });

/** The kinds whose pods are waited for; Rollouts only where their definition is there. */
export const kinds = ["deployments.apps", "statefulsets.apps", "daemonsets.apps"];
export const rolloutKind = "rollouts.argoproj.io";

/** What each of them lacks, sorted by name. */
export function readWorkloads({ items }: z.infer<typeof workloadList>): readonly Workload[] {
  return items
    .map((one) => ({ name: `${one.metadata.namespace}/${one.metadata.name}`, ...read(one) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function read(one: Item): Omit<Workload, "name"> {
  const { status, spec, metadata } = one;
  const seen = status.observedGeneration >= metadata.generation;
  switch (one.kind) {
    case "DaemonSet": {
      const desired = status.desiredNumberScheduled;
      const isReady = seen && status.updatedNumberScheduled === desired;
      return judged(status.numberAvailable, desired, isReady);
    }
    case "StatefulSet":
      return judged(status.readyReplicas, spec.replicas, seen && status.updatedReplicas === spec.replicas);
    case "Rollout":
      return rollout(one);
    default: {
      const late = status.conditions.find(({ type, status: is }) => type === "Progressing" && is === "False");
      if (seen && late !== undefined) {
        const { message: reason = "it makes no progress" } = late;
        return { ready: status.availableReplicas, desired: spec.replicas, state: "failed", reason };
      }
      const isNew = status.updatedReplicas === spec.replicas && status.replicas === status.updatedReplicas;
      return judged(status.availableReplicas, spec.replicas, seen && isNew);
    }
  }
}

/** Its controller says itself how it stands. One that awaits its promotion serves, and goes on when it is told to. */
function rollout({ status, spec }: Item): Omit<Workload, "name"> {
  const counts = { ready: status.availableReplicas, desired: spec.replicas };
  if (status.phase === "Healthy" || status.phase === "Paused") return { ...counts, state: "ready" };
  if (status.phase !== "Degraded") return { ...counts, state: "waiting" };
  return { ...counts, state: "failed", reason: status.message ?? "it is degraded" };
}

function judged(ready: number, desired: number, isNew: boolean): Omit<Workload, "name"> {
  return { ready, desired, state: isNew && ready >= desired ? "ready" : "waiting" };
}
