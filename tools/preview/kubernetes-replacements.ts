import { isAtOrBelow } from "../../infra/problems";
import { isOn } from "../../policies/read";
import type { PreviewResource } from "./document";

type Inputs = PreviewResource["inputs"];

/** Says what an object is and where it is: every other one is another object. */
const identity = ["metadata.name", "metadata.namespace"];

/**
 * Fields that Kubernetes cannot change in place, as pulumi-kubernetes lists them:
 * https://github.com/pulumi/pulumi-kubernetes/blob/v4.32.0/provider/pkg/provider/diff.go
 */
const fixedFields: Readonly<Record<string, readonly string[]>> = {
  "kubernetes:apps/v1:DaemonSet": ["spec.selector"],
  "kubernetes:apps/v1:Deployment": ["spec.selector"],
  "kubernetes:apps/v1:StatefulSet": [
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  "kubernetes:batch/v1:Job": ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  "kubernetes:core/v1:PersistentVolumeClaim": [
    "spec.accessModes",
    "spec.selector",
    "spec.storageClassName",
    "spec.volumeName",
  ],
  "kubernetes:core/v1:ResourceQuota": ["spec.scopes"],
  "kubernetes:core/v1:Secret": ["type"],
  "kubernetes:core/v1:Service": ["spec.clusterIP"],
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": ["roleRef"],
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": ["roleRef"],
  "kubernetes:storage.k8s.io/v1:StorageClass": ["parameters", "provisioner"],
};

/** What pods read, and by which option of the provider it may change under their eyes. */
const contents: Readonly<Record<string, { readonly option: string; readonly fields: readonly string[] }>> = {
  "kubernetes:core/v1:ConfigMap": { option: "enableConfigMapMutable", fields: ["binaryData", "data"] },
  "kubernetes:core/v1:Secret": { option: "enableSecretMutable", fields: ["data", "stringData"] },
};

/** The provider as it is set up; undefined where that is not known, which then has the options' defaults. */
function contentsOf(
  { type, inputs }: { readonly type: string; readonly inputs: Inputs },
  provider: Inputs | undefined,
): readonly string[] {
  const found = contents[type];
  if (found === undefined) return [];
  return isOn(provider?.[found.option]) && inputs["immutable"] !== true ? [] : found.fields;
}

/** Whether a change at `path` makes an object of the cluster, or a release of Helm, anew. */
export function replacesInCluster(
  resource: { readonly type: string; readonly inputs: Inputs },
  path: string,
  provider: Inputs | undefined,
): boolean {
  const { type } = resource;
  const fields =
    type === "kubernetes:helm.sh/v3:Release"
      ? ["name", "namespace"]
      : [...identity, ...(fixedFields[type] ?? []), ...contentsOf(resource, provider)];
  return fields.some((field) => isAtOrBelow(path, field));
}
