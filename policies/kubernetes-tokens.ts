import { object, workload } from "./kubernetes-example";
import { namespaceOf, objectName, objectNamed } from "./kubernetes-objects";
import { podsOf } from "./kubernetes-pods";
import { kubernetesTypes, podTypes } from "./kubernetes-types";
import type { Judged, StackPolicy } from "./policy";
import { ofType, records, text, violation } from "./read";

const { clusterRoleBinding, roleBinding, serviceAccount } = kubernetesTypes;

/** Whether some binding of the stack gives the account rights in the cluster: then its pods call the API. */
function callsApi(resources: readonly Judged[], namespace: string, account: string): boolean {
  return ofType(resources, clusterRoleBinding, roleBinding).some((binding) =>
    records(binding.props["subjects"]).some(
      (subject) =>
        subject["kind"] === "ServiceAccount" &&
        subject["name"] === account &&
        (text(subject["namespace"]) ?? namespaceOf(binding)) === namespace,
    ),
  );
}

const path = "automountServiceAccountToken";
const message = "is not false, and no binding gives it rights: a token lies there for whoever breaks in";

export const tokensOnlyWhereUsed: StackPolicy = {
  kind: "stack",
  id: "pods-have-tokens-only-where-used",
  requirement: "A pod has a token for the Kubernetes API only where its account has rights there.",
  controls: ["K8S-14", "CIS-EKS 4.1.5", "CIS-EKS 4.1.6"],
  severity: "medium",
  appliesTo: [...podTypes, serviceAccount],
  check: (resources) => [
    ...ofType(resources, serviceAccount)
      .filter((one) => !callsApi(resources, namespaceOf(one), objectName(one) ?? ""))
      .filter(({ props }) => props[path] !== false)
      .map((one) => violation(one, path, message)),
    ...podsOf(resources)
      .filter(({ spec, namespace }) => {
        const account = text(spec["serviceAccountName"]) ?? "default";
        const ofAccount = objectNamed(resources, namespace, account, serviceAccount)?.props[path];
        return (spec[path] ?? ofAccount) !== false && !callsApi(resources, namespace, account);
      })
      .map((pod) => violation(pod.resource, `${pod.path}.${path}`, message)),
  ],
  violatedBy: [
    ...podTypes.map((type) => [workload(type, { pod: { [path]: undefined } })]),
    [workload(kubernetesTypes.deployment, { pod: { [path]: true } })],
    [object(serviceAccount, "gateway")],
    [
      object(serviceAccount, "gateway", { [path]: false }),
      workload(kubernetesTypes.deployment, { pod: { serviceAccountName: "gateway", [path]: true } }),
    ],
    [
      workload(kubernetesTypes.deployment, { pod: { serviceAccountName: "reader", [path]: true } }),
      object(roleBinding, "read", {
        subjects: [{ kind: "ServiceAccount", name: "reader", namespace: "other" }],
      }),
    ],
  ],
  keptBy: [
    object(serviceAccount, "gateway", { [path]: false }),
    workload(kubernetesTypes.deployment, { pod: { serviceAccountName: "gateway", [path]: undefined } }),
    object(serviceAccount, "reader"),
    workload(kubernetesTypes.cronJob, { pod: { serviceAccountName: "reader", [path]: true } }),
    object(roleBinding, "read", { subjects: [{ kind: "ServiceAccount", name: "reader" }] }),
  ],
};
