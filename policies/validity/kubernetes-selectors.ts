import { object, workload } from "../kubernetes-example";
import { isWhollyKnown, namespaceOf } from "../kubernetes-objects";
import { podsIn, podsOf } from "../kubernetes-pods";
import { hasLabels, isEmptySelector, selects } from "../kubernetes-selectors";
import { kubernetesTypes, longRunningTypes } from "../kubernetes-types";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import { at, isRecord, ofType, violation, violationIf, type Props } from "../read";

const { deployment, podDisruptionBudget, service } = kubernetesTypes;

type Includes = (labels: Props) => boolean;

/** Whom an object means; undefined where it means everybody or nobody in particular. */
function meant(one: Judged): Includes | undefined {
  const selector = at(one.props, "spec.selector");
  if (!isRecord(selector)) return undefined;
  if (one.type === service) {
    const isExternal = at(one.props, "spec.type") === "ExternalName";
    return isExternal ? undefined : (labels) => hasLabels(selector, labels);
  }
  return isEmptySelector(selector) ? undefined : (labels) => selects(selector, labels);
}

const app = { matchLabels: { app: "app" } };
const other = { matchLabels: { app: "other" } };
const budget = (selector: object) => object(podDisruptionBudget, "app", { spec: { selector } });
const withPods = workload(deployment);

export const selectorsFindPods: StackPolicy = {
  kind: "stack",
  id: "selectors-find-pods",
  requirement: "Services and budgets speak of pods that the stack has.",
  controls: ["k8s:LabelSelector"],
  severity: "high",
  appliesTo: [service, podDisruptionBudget],
  check: (resources) => {
    const pods = podsOf(resources);
    return ofType(resources, service, podDisruptionBudget).flatMap((one) => {
      const namespace = namespaceOf(one);
      const includes = meant(one);
      const inside = pods.filter((pod) => pod.namespace === namespace);
      if (includes === undefined || inside.length === 0 || !isWhollyKnown(resources, namespace)) return [];
      return violationIf(
        !inside.some(({ labels }) => includes(labels)),
        one,
        "spec.selector",
        `is of no pod in ${namespace}`,
      );
    });
  },
  violatedBy: [
    [withPods, object(service, "app", { spec: { selector: { app: "other" } } })],
    [withPods, object(service, "app", { spec: { selector: { app: "app", tier: "web" } } })],
    [withPods, budget(other)],
    ...[
      { key: "app", operator: "NotIn", values: ["app"] },
      { key: "app", operator: "In", values: ["other"] },
      { key: "tier", operator: "Exists" },
      { key: "app", operator: "DoesNotExist" },
    ].map((one) => [withPods, budget({ matchExpressions: [one] })]),
  ],
  keptBy: [
    withPods,
    object(service, "app", { spec: { selector: { app: "app", "rollouts-pod-template-hash": "5c9f" } } }),
    object(service, "mail", { spec: { type: "ExternalName", selector: { app: "mail" } } }),
    object(service, "by-hand", { spec: {} }),
    budget(app),
    budget({}),
    budget({ matchExpressions: [{ key: "app", operator: "In", values: ["app"] }] }),
    object(service, "grafana", { spec: { selector: { app: "grafana" } } }, { namespace: "monitoring" }),
  ],
};

export const workloadsSelectTheirOwn: ResourcePolicy = {
  kind: "resource",
  id: "selectors-of-workloads-fit",
  requirement: "A workload selects the pods that it makes, and not every pod there is.",
  controls: ["k8s:Deployment", "k8s:StatefulSet", "k8s:DaemonSet"],
  severity: "high",
  appliesTo: longRunningTypes,
  check: (one) => {
    const selector = at(one.props, "spec.selector");
    const [pod] = podsIn(one);
    if (pod === undefined) return [];
    if (!isRecord(selector) || isEmptySelector(selector)) {
      return [violation(one, "spec.selector", "is missing or empty")];
    }
    return violationIf(
      !selects(selector, pod.labels),
      one,
      "spec.selector",
      "does not include the labels of its own template",
    );
  },
  violatedBy: [
    ...longRunningTypes.map((type) => [workload(type, { labels: { app: "other" } })]),
    [workload(deployment, { workload: { selector: undefined } })],
    [workload(deployment, { workload: { selector: {} } })],
  ],
  keptBy: longRunningTypes.map((type) => workload(type)),
};
