import type * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "./manifests/manifest";

/** Of every volume on AWS that asks for no other. */
export const storageClassName = "gp3-encrypted";

/** Disks of the current generation under our key, in the zone of the pod that first asks for one. */
export function storageClass(keyArn: pulumi.Input<string>): Manifest {
  return {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: {
      name: storageClassName,
      annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
    },
    provisioner: "ebs.csi.aws.com",
    parameters: { type: "gp3", encrypted: "true", kmsKeyId: keyArn },
    volumeBindingMode: "WaitForFirstConsumer",
    allowVolumeExpansion: true,
    reclaimPolicy: "Delete",
  };
}
