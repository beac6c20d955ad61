import { object } from "./kubernetes-example";
import { scalersOf } from "./kubernetes-scalers";
import { customTypes, kubernetesTypes } from "./kubernetes-types";
import type { ResourcePolicy } from "./policy";
import { violationIf } from "./read";

const { horizontalPodAutoscaler } = kubernetesTypes;
const { scaledObject } = customTypes;

export const scalingBounded: ResourcePolicy = {
  kind: "resource",
  id: "scaling-bounded",
  requirement: "An autoscaler says how few and how many pods there may be.",
  controls: ["K8S-19", "REL05-BP04"],
  severity: "low",
  appliesTo: [horizontalPodAutoscaler, scaledObject],
  check: (one) =>
    scalersOf([one]).flatMap(({ min, max, byEvents }) => [
      ...violationIf(
        min === undefined,
        one,
        byEvents ? "spec.minReplicaCount" : "spec.minReplicas",
        "is missing",
      ),
      ...violationIf(
        max === undefined,
        one,
        byEvents ? "spec.maxReplicaCount" : "spec.maxReplicas",
        "is missing",
      ),
    ]),
  violatedBy: [
    [object(horizontalPodAutoscaler, "app", { spec: { maxReplicas: 4 } })],
    [object(horizontalPodAutoscaler, "app", { spec: { minReplicas: 2 } })],
    [object(scaledObject, "worker", { spec: { minReplicaCount: 0 } })],
  ],
  keptBy: [
    object(horizontalPodAutoscaler, "app", { spec: { minReplicas: 2, maxReplicas: 4 } }),
    object(scaledObject, "worker", { spec: { minReplicaCount: 0, maxReplicaCount: 50 } }),
  ],
};
