import { object, workload } from "../kubernetes-example";
import { isWhollyKnown, namespaceOf } from "../kubernetes-objects";
import { podsIn, podsOf } from "../kubernetes-pods";
import { hasLabels, isEmptySelector, selects } from "../kubernetes-selectors";
import { kubernetesTypes, longRunningTypes } from "../kubernetes-types";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import { at, isRecord, ofType, violation, violationIf, type Props } from "../read";

const { deployment, networkPolicy, podDisruptionBudget, service } = kubernetesTypes;

/** Whom an object means, and where it says so; undefined where it means everybody or nobody in particular. */
function meant(
  one: Judged,
): { readonly path: string; readonly includes: (labels: Props) => boolean } | undefined {
  if (one.type === service) {
    const selector = at(one.props, "spec.selector");
    const isExternal = at(one.props, "spec.type") === "ExternalName";
    return isRecord(selector) && !isExternal
      ? { path: "spec.selector", includes: (labels) => hasLabels(selector, labels) }
      : undefined;
  }
  const path = one.type === networkPolicy ? "spec.podSelector" : "spec.selector";
  const selector = at(one.props, path);
  return isRecord(selector) && !isEmptySelector(selector)
    ? { path, includes: (labels) => selects(selector, labels) }
    : undefined;
}

const app = { matchLabels: { app: "app" } };
const other = { matchLabels: { app: "other" } };
const policy = (podSelector: object) => object(networkPolicy, "policy", { spec: { podSelector } });
const withPods = workload(deployment);

export const selectorsFindPods: StackPolicy = {
  kind: "stack",
  id: "selectors-find-pods",
  requirement: "Services, budgets and network policies speak of pods that the stack has.",
  controls: ["k8s:LabelSelector"],
  severity: "high",
  appliesTo: [service, podDisruptionBudget, networkPolicy],
  check: (resources) => {
    const pods = podsOf(resources);
    return ofType(resources, service, podDisruptionBudget, networkPolicy).flatMap((one) => {
      const namespace = namespaceOf(one);
      const found = meant(one);
      const inside = pods.filter((pod) => pod.namespace === namespace);
      if (found === undefined || inside.length === 0 || !isWhollyKnown(resources, namespace)) return [];
      return violationIf(
        !inside.some(({ labels }) => found.includes(labels)),
        one,
        found.path,
        `is of no pod in ${namespace}`,
      );
    });
  },
  violatedBy: [
    [withPods, object(service, "app", { spec: { selector: { app: "other" } } })],
    [withPods, object(service, "app", { spec: { selector: { app: "app", tier: "web" } } })],
    [withPods, object(podDisruptionBudget, "app", { spec: { selector: other } })],
    [withPods, policy(other)],
    [withPods, policy({ matchExpressions: [{ key: "app", operator: "NotIn", values: ["app"] }] })],
    [withPods, policy({ matchExpressions: [{ key: "app", operator: "In", values: ["other"] }] })],
    [withPods, policy({ matchExpressions: [{ key: "tier", operator: "Exists" }] })],
    [withPods, policy({ matchExpressions: [{ key: "app", operator: "DoesNotExist" }] })],
  ],
  keptBy: [
    withPods,
    object(service, "app", { spec: { selector: { app: "app", "rollouts-pod-template-hash": "5c9f" } } }),
    object(service, "mail", { spec: { type: "ExternalName", selector: { app: "mail" } } }),
    object(service, "by-hand", { spec: {} }),
    object(podDisruptionBudget, "app", { spec: { selector: app } }),
    policy({}),
    policy({ matchExpressions: [{ key: "app", operator: "In", values: ["app"] }] }),
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
