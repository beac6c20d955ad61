import { objectName } from "../../../policies/kubernetes-objects";
import { lastingContainers, podsIn, type Container } from "../../../policies/kubernetes-pods";
import { fewestPods, isTarget, scalersOf } from "../../../policies/kubernetes-scalers";
import { kubernetesTypes, longRunningTypes } from "../../../policies/kubernetes-types";
import type { Judged } from "../../../policies/policy";
import { quantityOf } from "../../../policies/quantity";
import { at, ofType } from "../../../policies/read";
import { sum, type Demand, type Requests } from "./demand";

const requestsOf = ({ props }: Container): Requests => requestsIn(props["resources"]);

/** What a container asks for, by its field `resources`. */
export function requestsIn(resources: unknown): Requests {
  return {
    cpuMillis: Math.round((quantityOf(at(resources, "requests.cpu")) ?? 0) * 1000),
    memoryMib: Math.round((quantityOf(at(resources, "requests.memory")) ?? 0) / 2 ** 20),
  };
}

/**
 * What the stack's own pods ask for. Jobs end by themselves, and are left out.
 *
 * What runs before the containers of a pod needs its share while they do not run so far.
 */
export function demandsOfObjects(resources: readonly Judged[]): readonly Demand[] {
  const scalers = scalersOf(resources);
  return ofType(resources, ...longRunningTypes).flatMap((resource) =>
    podsIn(resource).map((pod): Demand => {
      const lasting = sum(lastingContainers(pod).map(requestsOf));
      const before = pod.containers.filter(({ role }) => role === "init").map(requestsOf);
      const atRest = fewestPods(resource, scalers);
      return {
        name: objectName(resource) ?? resource.name,
        cpuMillis: Math.max(lasting.cpuMillis, ...before.map(({ cpuMillis }) => cpuMillis)),
        memoryMib: Math.max(lasting.memoryMib, ...before.map(({ memoryMib }) => memoryMib)),
        count:
          resource.type === kubernetesTypes.daemonSet
            ? "everyNode"
            : { atRest, atMost: scalers.find((one) => isTarget(one, resource))?.max ?? atRest },
      };
    }),
  );
}
