import { text } from "../../policies/read";
import type { PropertyChange } from "./document";

type Verdict = (change: Pick<PropertyChange, "from" | "replaces" | "to">) => string | undefined;

const always =
  (message: string): Verdict =>
  () =>
    message;

const fixedByKubernetes = always("is fixed, and Kubernetes refuses another: delete the object first");

/** https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/webhooks/elbv2/targetgroupbinding_validator.go */
const fixedByController: Verdict = ({ replaces }) =>
  replaces
    ? undefined
    : "is fixed, and the load balancer's controller refuses another: delete the binding first";

const bytes: Readonly<Record<string, number>> = { Mi: 1, Gi: 1024, Ti: 1024 * 1024 };

function sizeOf(quantity: unknown): number {
  const [, amount = "", unit = ""] = /^(\d+)(Mi|Gi|Ti)$/.exec(text(quantity) ?? "") ?? [];
  return Number(amount) * (bytes[unit] ?? NaN);
}

/** https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims */
const smallerVolume: Verdict = ({ from, to }) =>
  sizeOf(to) < sizeOf(from) ? "is less, and Kubernetes shrinks no volume" : undefined;

/** What Kubernetes, its controllers or Helm refuse to change, by type and property. */
export const refusedInCluster: Readonly<Record<string, Readonly<Record<string, Verdict>>>> = {
  "kubernetes:core/v1:PersistentVolumeClaim": { "spec.resources.requests.storage": smallerVolume },
  "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding": {
    "spec.ipAddressType": fixedByController,
    "spec.targetGroupARN": fixedByController,
    "spec.targetType": fixedByController,
    "spec.vpcID": fixedByController,
  },
  "kubernetes:helm.sh/v3:Release": {
    namespace: always(
      "moves the release, and Helm makes nothing that is cluster-wide while the old release has it: delete it first",
    ),
  },
  "kubernetes:karpenter.sh/v1:NodePool": {
    "spec.template.spec.nodeClassRef.group": fixedByKubernetes,
    "spec.template.spec.nodeClassRef.kind": fixedByKubernetes,
  },
  "kubernetes:storage.k8s.io/v1:StorageClass": {
    reclaimPolicy: fixedByKubernetes,
    volumeBindingMode: fixedByKubernetes,
  },
};
