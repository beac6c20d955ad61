import { workload, type PodChange } from "./kubernetes-example";
import { podsIn, type Container, type PodTemplate } from "./kubernetes-pods";
import { kubernetesTypes, podTypes } from "./kubernetes-types";
import type { ResourcePolicy, Severity } from "./policy";
import { violation } from "./read";

/** Where it is in the resource, and what is wrong there. */
export type Problem = readonly [path: string, message: string];

interface PodRule {
  readonly id: string;
  readonly requirement: string;
  readonly controls: readonly string[];
  readonly severity: Severity;
  /** Kinds it judges; absent: all that make pods. */
  readonly kinds?: readonly string[];
  readonly problems: (pod: PodTemplate) => readonly Problem[];
  /** Pods that break it, each for another reason. */
  readonly brokenBy: readonly PodChange[];
  /** Pods that keep it, beside the ordinary one. */
  readonly keptBy?: readonly PodChange[];
}

/** A policy on pods: the same for every kind that makes them. */
export function onPods(rule: PodRule): ResourcePolicy {
  const { id, requirement, controls, severity, kinds = podTypes, problems, brokenBy, keptBy = [] } = rule;
  const deployments = (changes: readonly PodChange[]) =>
    changes.map((change) => workload(kubernetesTypes.deployment, change));
  return {
    kind: "resource",
    ...{ id, requirement, controls, severity },
    appliesTo: kinds,
    check: (resource) =>
      podsIn(resource).flatMap((pod) => problems(pod).map((found) => violation(resource, ...found))),
    violatedBy: [
      ...deployments(brokenBy).map((one) => [one]),
      ...kinds.flatMap((kind) => brokenBy.slice(0, 1).map((change) => [workload(kind, change)])),
    ],
    keptBy: [...kinds.map((kind) => workload(kind)), ...deployments(keptBy)],
  };
}

/** The problem of each container that has it. */
export function inContainers(
  containers: readonly Container[],
  problem: (container: Container) => Problem | undefined,
): readonly Problem[] {
  return containers.flatMap((container) => {
    const found = problem(container);
    return found === undefined ? [] : [[`${container.path}.${found[0]}`, found[1]] as const];
  });
}
