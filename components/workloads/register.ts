import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "./manifests/manifest";

type Registers = (
  name: string,
  manifest: object,
  opts: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

type Kind = new (name: string, args: never, opts: pulumi.CustomResourceOptions) => pulumi.CustomResource;

const builtIn =
  (Made: Kind): Registers =>
  (name, manifest, opts) =>
    new Made(name, manifest as never, opts);

/** Kinds for which Pulumi knows when an object is ready; it waits for them. */
const builtInKinds: Readonly<Record<string, () => Registers>> = {
  "apps/v1/DaemonSet": () => builtIn(kubernetes.apps.v1.DaemonSet),
  "apps/v1/Deployment": () => builtIn(kubernetes.apps.v1.Deployment),
  "apps/v1/StatefulSet": () => builtIn(kubernetes.apps.v1.StatefulSet),
  "autoscaling/v2/HorizontalPodAutoscaler": () => builtIn(kubernetes.autoscaling.v2.HorizontalPodAutoscaler),
  "batch/v1/CronJob": () => builtIn(kubernetes.batch.v1.CronJob),
  "batch/v1/Job": () => builtIn(kubernetes.batch.v1.Job),
  "networking.k8s.io/v1/NetworkPolicy": () => builtIn(kubernetes.networking.v1.NetworkPolicy),
  "policy/v1/PodDisruptionBudget": () => builtIn(kubernetes.policy.v1.PodDisruptionBudget),
  "rbac.authorization.k8s.io/v1/Role": () => builtIn(kubernetes.rbac.v1.Role),
  "rbac.authorization.k8s.io/v1/RoleBinding": () => builtIn(kubernetes.rbac.v1.RoleBinding),
  "storage.k8s.io/v1/StorageClass": () => builtIn(kubernetes.storage.v1.StorageClass),
  "v1/ConfigMap": () => builtIn(kubernetes.core.v1.ConfigMap),
  "v1/LimitRange": () => builtIn(kubernetes.core.v1.LimitRange),
  "v1/Namespace": () => builtIn(kubernetes.core.v1.Namespace),
  "v1/PersistentVolumeClaim": () => builtIn(kubernetes.core.v1.PersistentVolumeClaim),
  "v1/ResourceQuota": () => builtIn(kubernetes.core.v1.ResourceQuota),
  "v1/Secret": () => builtIn(kubernetes.core.v1.Secret),
  "v1/Service": () => builtIn(kubernetes.core.v1.Service),
  "v1/ServiceAccount": () => builtIn(kubernetes.core.v1.ServiceAccount),
};

/**
 * Makes an object in the cluster. A kind that Kubernetes itself does not know is a custom resource, whose definition
 * must be there before.
 */
export function registerManifest(
  name: string,
  manifest: Manifest,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const kind = builtInKinds[`${manifest.apiVersion}/${manifest.kind}`];
  return kind === undefined
    ? new kubernetes.apiextensions.CustomResource(name, manifest, opts)
    : kind()(name, manifest, opts);
}
