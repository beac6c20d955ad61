import type { IHorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler" with {
  "resolution-mode": "import",
};
import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget" with {
  "resolution-mode": "import",
};
import type { Autoscaling, Disruption } from "../catalogue/service";
import { labelsOf, selects } from "../manifests/labels";
import type { Site } from "../site";
import type { RunnableWorkload } from "../workload";

/** Adds pods within a minute as the load comes, and takes them away slowly as it goes: sales come in waves. */
export function autoscaler(
  workload: RunnableWorkload,
  { namespace }: Site,
  { min, max, cpuPercent }: Autoscaling,
) {
  const { name } = workload;
  const target =
    workload.release === "blueGreen"
      ? { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout" }
      : { apiVersion: "apps/v1", kind: "Deployment" };
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name, namespace, labels: labelsOf(name) },
    spec: {
      scaleTargetRef: { ...target, name },
      minReplicas: min,
      maxReplicas: max,
      metrics: [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: cpuPercent } },
        },
      ],
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 0,
          selectPolicy: "Max",
          policies: [
            { type: "Percent", value: 100, periodSeconds: 30 },
            { type: "Pods", value: 2, periodSeconds: 30 },
          ],
        },
        scaleDown: {
          stabilizationWindowSeconds: 300,
          policies: [{ type: "Percent", value: 25, periodSeconds: 60 }],
        },
      },
    },
  } satisfies IHorizontalPodAutoscaler;
}

/** What a drained node must leave of a service. */
export function disruptionBudget({ name }: RunnableWorkload, { namespace }: Site, disruption: Disruption) {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: `${name}-pdb`, namespace, labels: labelsOf(name) },
    spec: {
      ...disruption,
      selector: { matchLabels: selects(name) },
      // A pod that does not work protects nobody, and may not hold up a drain.
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  } satisfies IPodDisruptionBudget;
}
