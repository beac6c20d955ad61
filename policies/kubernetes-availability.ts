import { object, workload, type PodChange } from "./kubernetes-example";
import { podsOf, type PodTemplate } from "./kubernetes-pods";
import { fewestPods, isTarget, scalersOf, type Scaler } from "./kubernetes-scalers";
import { podsSelected } from "./kubernetes-selectors";
import { customTypes, kubernetesTypes } from "./kubernetes-types";
import type { ExampleResource, Judged, StackPolicy } from "./policy";
import { at, list, ofType, records, violation } from "./read";
import { namespaceOf } from "./kubernetes-objects";

const zone = "topology.kubernetes.io/zone";
const { deployment, horizontalPodAutoscaler, podDisruptionBudget, statefulSet } = kubernetesTypes;
const { rollout, scaledObject } = customTypes;

const spreadsOverZones = ({ spec }: PodTemplate) =>
  records(spec["topologySpreadConstraints"]).some(({ topologyKey }) => topologyKey === zone);

/** Members of one store keep apart by affinity, which knows no zones to be balanced. */
const keepsApart = ({ spec }: PodTemplate) =>
  ["preferredDuringSchedulingIgnoredDuringExecution", "requiredDuringSchedulingIgnoredDuringExecution"].some(
    (field) => list(at(spec, `affinity.podAntiAffinity.${field}`)).length > 0,
  );

function problemsOf(pod: PodTemplate, scalers: readonly Scaler[], budgets: readonly Judged[]) {
  const { resource } = pod;
  const fewest = fewestPods(resource, scalers);
  const isStore = resource.type === statefulSet;
  // A store of one member is a choice that more pods would not mend, and a budget would hold up every drain.
  if (isStore && fewest < 2) return [];
  // What it is to do waits in a queue while there is none.
  const isFedByEvents = scalers.some((one) => one.byEvents && isTarget(one, resource));
  const isBudgeted = budgets.some((budget) =>
    podsSelected([pod], namespaceOf(budget), at(budget.props, "spec.selector")).includes(pod),
  );
  const isSpread = spreadsOverZones(pod) || (isStore && keepsApart(pod));
  return [
    ...(fewest < 2 && !isFedByEvents
      ? [violation(resource, "spec.replicas", "is fewer than 2, and no autoscaler keeps 2")]
      : []),
    ...(isBudgeted ? [] : [violation(resource, null, "has pods that no PodDisruptionBudget selects")]),
    ...(isSpread
      ? []
      : [violation(resource, `${pod.path}.topologySpreadConstraints`, `spreads over no ${zone}`)]),
  ];
}

const spread = { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone }] };
const apart = {
  affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100 }] } },
};
const protectedWorkload = (type: string, change: PodChange = {}): ExampleResource => ({
  ...workload(type, { workload: { replicas: 2, ...change.workload }, pod: { ...spread, ...change.pod } }),
  protect: true,
});
const budget = (app: string) =>
  object(podDisruptionBudget, "app", { spec: { maxUnavailable: 1, selector: { matchLabels: { app } } } });
const scaler = (minReplicas: number) =>
  object(horizontalPodAutoscaler, "app", {
    spec: {
      minReplicas,
      maxReplicas: 4,
      scaleTargetRef: { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", name: "app" },
    },
  });
const unsaid = { workload: { replicas: undefined } };

export const workloadsOutliveAZone: StackPolicy = {
  kind: "stack",
  id: "workloads-outlive-a-zone",
  requirement:
    "Where data is protected, a service has two pods at least, in more than one zone, and drains leave some of them.",
  controls: ["K8S-12", "REL10-BP01"],
  severity: "medium",
  askedOf: "protected stacks",
  appliesTo: [deployment, rollout, statefulSet],
  check: (resources) => {
    const scalers = scalersOf(resources);
    const budgets = ofType(resources, podDisruptionBudget);
    return podsOf(ofType(resources, deployment, rollout, statefulSet)).flatMap((pod) =>
      problemsOf(pod, scalers, budgets),
    );
  },
  violatedBy: [
    [protectedWorkload(deployment, { workload: { replicas: 1 } }), budget("app")],
    [protectedWorkload(rollout, unsaid), budget("app")],
    [protectedWorkload(rollout, unsaid), budget("app"), scaler(1)],
    // It scales a Rollout of that name, and this is a Deployment.
    [protectedWorkload(deployment, unsaid), budget("app"), scaler(2)],
    [protectedWorkload(rollout), budget("other")],
    [protectedWorkload(statefulSet)],
    [protectedWorkload(deployment, { pod: { topologySpreadConstraints: undefined } }), budget("app")],
    [
      protectedWorkload(deployment, {
        pod: { topologySpreadConstraints: [{ topologyKey: "kubernetes.io/hostname" }], ...apart },
      }),
      budget("app"),
    ],
  ],
  keptBy: [
    protectedWorkload(deployment),
    protectedWorkload(rollout, unsaid),
    protectedWorkload(statefulSet, { pod: { topologySpreadConstraints: undefined, ...apart } }),
    workload(statefulSet, { workload: { replicas: 1 }, labels: { app: "store" } }),
    workload(deployment, { metadata: { name: "worker" }, workload: { replicas: undefined }, pod: spread }),
    object(scaledObject, "worker", { spec: { minReplicaCount: 0, scaleTargetRef: { name: "worker" } } }),
    budget("app"),
    scaler(2),
  ],
};
