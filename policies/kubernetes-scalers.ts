import { namespaceOf, objectName, recordAt } from "./kubernetes-objects";
import { customTypes, kubernetesTypes } from "./kubernetes-types";
import type { Judged } from "./policy";
import { at, number, ofType, text } from "./read";

/** What changes the number of a workload's pods. */
export interface Scaler {
  readonly resource: Judged;
  readonly namespace: string;
  readonly target: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Whether it counts what is waiting: then no pods at all may be right. */
  readonly byEvents: boolean;
}

/** The autoscalers of a stack: Kubernetes' own, and those that KEDA makes. */
export function scalersOf(resources: readonly Judged[]): readonly Scaler[] {
  return ofType(resources, kubernetesTypes.horizontalPodAutoscaler, customTypes.scaledObject).map(
    (resource): Scaler => {
      const spec = recordAt(resource.props, "spec");
      const target = recordAt(spec, "scaleTargetRef");
      const byEvents = resource.type === customTypes.scaledObject;
      return {
        resource,
        namespace: namespaceOf(resource),
        target: {
          // KEDA scales Deployments where nothing else is said.
          apiVersion: text(target["apiVersion"]) ?? "apps/v1",
          kind: text(target["kind"]) ?? "Deployment",
          name: text(target["name"]) ?? "",
        },
        min: number(spec[byEvents ? "minReplicaCount" : "minReplicas"]),
        max: number(spec[byEvents ? "maxReplicaCount" : "maxReplicas"]),
        byEvents,
      };
    },
  );
}

/** Whether a scaler changes the number of this workload's pods. */
export function isTarget({ target, namespace }: Scaler, workload: Judged): boolean {
  return (
    workload.type === `kubernetes:${target.apiVersion}:${target.kind}` &&
    objectName(workload) === target.name &&
    namespaceOf(workload) === namespace
  );
}

/** The fewest pods that a workload has, but for updates and losses. */
export function fewestPods(workload: Judged, scalers: readonly Scaler[]): number {
  const scaler = scalers.find((one) => isTarget(one, workload));
  if (scaler !== undefined) return scaler.min ?? (scaler.byEvents ? 0 : 1);
  return number(at(workload.props, "spec.replicas")) ?? 1;
}
