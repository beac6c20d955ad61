import type { PodTemplate } from "./kubernetes-pods";
import { isRecord, records, texts, type Props } from "./read";

/** Labels that controllers add to a selector or to pods by themselves, so that no template has them. */
const ofControllers = ["rollouts-pod-template-hash", "pod-template-hash"];

/** Whether a selector of a Service, which is nothing but labels, includes these labels. */
export function hasLabels(selector: Props, labels: Props): boolean {
  return Object.entries(selector).every(
    ([key, value]) => ofControllers.includes(key) || (Object.hasOwn(labels, key) && labels[key] === value),
  );
}

/** Whether a selector as budgets, policies and workloads have it includes these labels; an empty one includes all. */
export function selects(selector: unknown, labels: Props): boolean {
  if (!isRecord(selector)) return false;
  const matchLabels = isRecord(selector["matchLabels"]) ? selector["matchLabels"] : {};
  return hasLabels(matchLabels, labels) && records(selector["matchExpressions"]).every(holdsFor(labels));
}

const holdsFor =
  (labels: Props) =>
  ({ key, operator, values }: Props): boolean => {
    const value = typeof key === "string" && Object.hasOwn(labels, key) ? labels[key] : undefined;
    const isListed = typeof value === "string" && texts(values).includes(value);
    switch (operator) {
      case "In":
        return isListed;
      case "NotIn":
        return !isListed;
      case "Exists":
        return value !== undefined;
      case "DoesNotExist":
        return value === undefined;
      default:
        return false;
    }
  };

/** Whether a selector says nothing, and so means every pod. */
export function isEmptySelector(selector: unknown): boolean {
  return (
    isRecord(selector) &&
    [selector["matchLabels"], selector["matchExpressions"]].every(
      (part) =>
        part === undefined || (typeof part === "object" && part !== null && Object.keys(part).length === 0),
    )
  );
}

/** The pods in a namespace that a selector of a budget or a policy includes. */
export function podsSelected(
  pods: readonly PodTemplate[],
  namespace: string,
  selector: unknown,
): readonly PodTemplate[] {
  return pods.filter((pod) => pod.namespace === namespace && selects(selector, pod.labels));
}
