import { object, workload } from "../kubernetes-example";
import { isWhollyKnown, namespaceOf, objectNamed } from "../kubernetes-objects";
import { kubernetesTypes } from "../kubernetes-types";
import type { StackPolicy } from "../policy";
import { at, ofType, text, violation } from "../read";

const { service, statefulSet } = kubernetesTypes;

export const storesHaveTheirService: StackPolicy = {
  kind: "stack",
  id: "stateful-sets-have-their-service",
  requirement: "The Service that gives the pods of a StatefulSet their names is in its namespace.",
  controls: ["k8s:StatefulSet"],
  severity: "high",
  appliesTo: [statefulSet],
  check: (resources) =>
    ofType(resources, statefulSet)
      .filter((one) => isWhollyKnown(resources, namespaceOf(one)))
      .flatMap((one) => {
        const name = text(at(one.props, "spec.serviceName"));
        return name === undefined || objectNamed(resources, namespaceOf(one), name, service) !== undefined
          ? []
          : [violation(one, "spec.serviceName", `is ${name}, which is no Service in ${namespaceOf(one)}`)];
      }),
  violatedBy: [[workload(statefulSet, { workload: { serviceName: "headless" } })]],
  keptBy: [
    workload(statefulSet, { workload: { serviceName: "headless" } }),
    object(service, "headless"),
    workload(statefulSet),
  ],
};
