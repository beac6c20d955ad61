import { object, workload } from "../kubernetes-example";
import { namespaceOf } from "../kubernetes-objects";
import { podsOf } from "../kubernetes-pods";
import { fewestPods, scalersOf } from "../kubernetes-scalers";
import { podsSelected } from "../kubernetes-selectors";
import { kubernetesTypes, longRunningTypes } from "../kubernetes-types";
import type { StackPolicy } from "../policy";
import { at, number, ofType, text, violation } from "../read";

const { deployment, podDisruptionBudget } = kubernetesTypes;

/** How many of so many pods a number or a percentage means; Kubernetes rounds up. */
function share(value: unknown, pods: number): number | undefined {
  const percent = /^(\d+)%$/.exec(text(value) ?? "")?.[1];
  return percent === undefined ? number(value) : Math.ceil((Number(percent) * pods) / 100);
}

const budget = (spec: object, name = "app") =>
  object(podDisruptionBudget, name, { spec: { selector: { matchLabels: { app: "app" } }, ...spec } });
const two = workload(deployment, { workload: { replicas: 2 } });

export const budgetsLeaveRoom: StackPolicy = {
  kind: "stack",
  id: "budgets-leave-room",
  requirement: "A PodDisruptionBudget lets a drain take away one pod at least, even where there are fewest.",
  controls: ["k8s:PodDisruptionBudget"],
  severity: "high",
  appliesTo: [podDisruptionBudget],
  check: (resources) => {
    const scalers = scalersOf(resources);
    const pods = podsOf(ofType(resources, ...longRunningTypes));
    return ofType(resources, podDisruptionBudget).flatMap((one) => {
      const [least, most] = [at(one.props, "spec.minAvailable"), at(one.props, "spec.maxUnavailable")];
      if ((least === undefined) === (most === undefined)) {
        return [violation(one, "spec", "must have either minAvailable or maxUnavailable")];
      }
      const selected = podsSelected(pods, namespaceOf(one), at(one.props, "spec.selector"));
      const fewest = selected.reduce((sum, { resource }) => sum + fewestPods(resource, scalers), 0);
      const count = Math.max(fewest, 1);
      const field = least === undefined ? "maxUnavailable" : "minAvailable";
      const meant = share(least ?? most, count);
      if (meant === undefined)
        return [violation(one, `spec.${field}`, "is neither a number nor a percentage")];
      const room = least === undefined ? meant : count - meant;
      return selected.length === 0 || room >= 1
        ? []
        : [
            violation(
              one,
              `spec.${field}`,
              `leaves no pod of ${String(count)} to a drain, which waits for ever`,
            ),
          ];
    });
  },
  violatedBy: [
    [two, budget({ maxUnavailable: 0 })],
    [two, budget({ maxUnavailable: "0%" })],
    [two, budget({ minAvailable: 2 })],
    [two, budget({ minAvailable: "51%" })],
    [workload(deployment), budget({ minAvailable: 1 })],
    [two, budget({})],
    [two, budget({ minAvailable: 1, maxUnavailable: 1 })],
    [two, budget({ maxUnavailable: "one" })],
  ],
  keptBy: [two, budget({ maxUnavailable: 1 }), budget({ minAvailable: 1 }), budget({ minAvailable: "50%" })],
};

export const podsInOneBudget: StackPolicy = {
  kind: "stack",
  id: "budgets-share-no-pods",
  requirement: "No pod is in two PodDisruptionBudgets: Kubernetes evicts none that is.",
  controls: ["k8s:PodDisruptionBudget"],
  severity: "high",
  appliesTo: [podDisruptionBudget],
  check: (resources) => {
    const budgets = ofType(resources, podDisruptionBudget);
    return podsOf(resources).flatMap((pod) => {
      const [first, ...others] = budgets.filter(
        (one) => podsSelected([pod], namespaceOf(one), at(one.props, "spec.selector")).length > 0,
      );
      return first === undefined
        ? []
        : others.map((one) =>
            violation(one, "spec.selector", `includes pods that ${first.name} has already`),
          );
    });
  },
  violatedBy: [
    [two, budget({ maxUnavailable: 1 }), budget({ maxUnavailable: 1 }, "twice")],
    [two, budget({ maxUnavailable: 1 }), budget({ selector: {} }, "all")],
  ],
  keptBy: [
    two,
    budget({ maxUnavailable: 1 }),
    budget({ selector: { matchLabels: { app: "other" } } }, "other"),
  ],
};
